import type { Grant } from "../aws/operation.ts";
import type { CallName, Detection } from "../detections/define.ts";
import { declared, grantsOf, type Place, statementsFor } from "./account.ts";
import type { Statement } from "./statement.ts";

/** What a detection's response or sweep calls in the account. */
export interface DeclaredCall {
  call: CallName;
  /** Does it change anything? */
  changes: boolean;
  /** Only an undo makes it. */
  onlyUndo: boolean;
  /** It gives rights in IAM: such an undo is left to a person. */
  withheld: boolean;
}

/** Rights that go together. */
export interface DetectionStatement extends Statement {
  /** Only an undo needs them. */
  onlyUndo: boolean;
  /** They are not granted for it: what they do gives rights in IAM, and is left to a person. */
  withheld: boolean;
}

type Response = Pick<Detection, "response">;

/** What a detection's response calls, in the order in which it declares that. */
export function responseCalls({ response }: Response, { undoIamRights = false }: Place): DeclaredCall[] {
  const { calls = [], onlyUndo = [] } = response ?? {};
  return calls.map((call) => {
    const { changes, givesIamRights = false } = declared(call);
    const forUndo = onlyUndo.includes(call);
    return { call, changes, onlyUndo: forUndo, withheld: forUndo && givesIamRights && !undoIamRights };
  });
}

/**
 * What one detection's response needs in the account. Those of all detections of a service are what its `respond` may do: see
 * `accountStatements`.
 */
export function responseStatements(detection: Response, place: Place): DetectionStatement[] {
  const calls = responseCalls(detection, place);
  const needed = (wanted: Pick<DeclaredCall, "onlyUndo" | "withheld">) =>
    calls
      .filter(({ onlyUndo, withheld }) => onlyUndo === wanted.onlyUndo && withheld === wanted.withheld)
      .flatMap(({ call }) => grantsOf(call));
  const always = needed({ onlyUndo: false, withheld: false });
  const undo = without(needed({ onlyUndo: true, withheld: false }), always);
  const withheld = without(needed({ onlyUndo: true, withheld: true }), [...always, ...undo]);
  return [
    ...marked(always, { onlyUndo: false, withheld: false }, place),
    ...marked(undo, { onlyUndo: true, withheld: false }, place),
    ...marked(withheld, { onlyUndo: true, withheld: true }, place),
  ];
}

function marked(
  grants: readonly Grant[],
  marks: Pick<DetectionStatement, "onlyUndo" | "withheld">,
  place: Place,
): DetectionStatement[] {
  return statementsFor(grants, place).map((statement) => ({ ...statement, ...marks }));
}

/** Those of the grants that are not among the others, in part or whole. */
function without(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  const known = new Set(others.flatMap(each).map((one) => JSON.stringify(one)));
  return grants.flatMap(each).filter((one) => !known.has(JSON.stringify(one)));
}

function each({ action, resources, conditions = [] }: Grant): Grant[] {
  return resources.map((resource) => ({ action, resources: [resource], conditions }));
}

/** What one detection's sweep needs in the account, all of it to read. */
export function detectionSweepStatements({ sweep }: Pick<Detection, "sweep">, place: Place): Statement[] {
  return statementsFor(
    (sweep?.calls ?? []).flatMap((call) => grantsOf(call)),
    place,
  );
}
