import {
  functionPolicies,
  functions,
  functionUrls,
  layerVersions,
} from "../../sandbox/services/lambda/resources.ts";
import { accessMarks } from "./policy-marks.ts";
import { facts, grouped, type Mark, mark, type ShownKind, shown } from "./shown.ts";

interface Statements {
  statements: { sid: string; json: string }[];
}

function statementMarks({ statements }: Statements): Mark[] {
  return statements.flatMap(({ sid, json }) => accessMarks(`statement ${sid}`, `{"Statement":[${json}]}`));
}

const functionKind = shown(functions, "Functions", (account) => {
  const policies = grouped(account.table(functionPolicies).rows(), ({ id }) => id.replace(/:.*/, ""));
  const urls = account.table(functionUrls);
  return ({ id, runtime, packageType, role }) => {
    const sharing = policies.get(id) ?? [];
    const url = urls.get(id);
    return {
      facts: facts({
        Runtime: runtime ?? packageType,
        Role: role,
        URL: url && `${url.url} (${url.authType})`,
        "May be called by": sharing.flatMap(({ statements }) => statements.map(({ sid }) => sid)),
      }),
      marks: [
        ...sharing.flatMap(statementMarks),
        ...mark("open", url?.authType === "NONE" && "its URL asks nobody who they are"),
      ],
    };
  };
});

const layerKind = shown(layerVersions, "Layers", () => ({ name, version, statements }) => ({
  name,
  facts: facts({ Version: String(version) }),
  marks: statementMarks({ statements }),
}));

/** Beside the functions, which they are shown with. */
export const functionKinds: readonly ShownKind[] = [functionKind, layerKind];
