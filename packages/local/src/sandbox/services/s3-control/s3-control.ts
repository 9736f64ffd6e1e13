import { GLOBAL_REGION } from "@snapback/core/event/pattern";
import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { type Call, type Operation, operationTable, type Service } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { restXml } from "../../protocols/rest-xml.ts";
import type { Route } from "../../protocols/route.ts";
import { xmlTree } from "../../protocols/xml-tree.ts";
import type { JsonObject } from "../../record.ts";
import type { Table } from "../../table.ts";
import { noConfiguration, publicAccessBlockDocument } from "../s3/public-access.ts";
import { recordedTree } from "../s3/recorded.ts";
import { accountBlocks, type PublicAccessBlock } from "../s3/resources.ts";

const path = "/v20180820/configuration/publicAccessBlock";
const headers = { AccountId: "x-amz-account-id" };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html */
const routes: readonly Route[] = [
  { operation: "GetPublicAccessBlock", method: "GET", path, headers },
  { operation: "PutPublicAccessBlock", method: "PUT", path, headers },
  { operation: "DeletePublicAccessBlock", method: "DELETE", path, headers, status: 204 },
];

const AccountId = z.string();

const getPublicAccessBlock = operation({
  name: "GetPublicAccessBlock",
  eventName: "GetAccountPublicAccessBlock",
  readOnly: true,
  input: z.strictObject({ AccountId }),
  run: (account) => ({
    PublicAccessBlockConfiguration: blocks(account).get("account")?.publicAccessBlock ?? noConfiguration(),
  }),
});

const putPublicAccessBlock = operation({
  name: "PutPublicAccessBlock",
  eventName: "PutAccountPublicAccessBlock",
  input: z.strictObject({ AccountId, PublicAccessBlockConfiguration: publicAccessBlockDocument }),
  run(account, { PublicAccessBlockConfiguration: publicAccessBlock }) {
    blocks(account).put({ id: "account", publicAccessBlock });
    return {};
  },
});

const deletePublicAccessBlock = operation({
  name: "DeletePublicAccessBlock",
  eventName: "DeleteAccountPublicAccessBlock",
  input: z.strictObject({ AccountId }),
  run(account) {
    blocks(account).delete("account");
    return {};
  },
});

function blocks(account: Account): Table<{ id: "account"; publicAccessBlock: PublicAccessBlock }> {
  return account.in(GLOBAL_REGION).table(accountBlocks);
}

function operation<Input extends { AccountId: string }>(declaration: {
  name: string;
  eventName: string;
  readOnly?: boolean;
  input: z.ZodType<Input>;
  run: (account: Account, input: Input) => Output;
}): Operation {
  const { name, eventName, readOnly = false, input: schema, run } = declaration;
  return {
    name,
    eventName,
    readOnly,
    recorded: !readOnly,
    prepare(wire, call) {
      const parsed = schema.safeParse(wire);
      if (!parsed.success) throw new AwsError("MalformedXML", z.prettifyError(parsed.error));
      const input = parsed.data;
      return {
        requestParameters: recorded(wire, call),
        dryRun: false,
        apply(account) {
          if (input.AccountId === account.id) return run(account, input);
          throw new AwsError("AccessDenied", "Access Denied", 403);
        },
      };
    },
    responseElements: () => null,
  };
}

const wireInput = z.object({ AccountId: z.string() }).catchall(xmlTree);

/** What a real record has beside the document was not seen. */
function recorded(wire: unknown, { region }: Call): JsonObject {
  const { AccountId: accountId, ...documents } = wireInput.parse(wire);
  const trees = Object.entries(documents).map(([name, tree]) => [name, recordedTree(tree)] as const);
  const Host = `${accountId}.s3-control.${region}.amazonaws.com`;
  return { ...Object.fromEntries(trees), accountId, Host };
}

/** Amazon S3 Control, as far as the account's own block of public access goes. */
export const s3Control: Service = {
  name: "s3control",
  sharedScope: { name: "s3", path: "/v20180820/" },
  eventSource: "s3.amazonaws.com",
  protocol: restXml({ xmlns: "http://awss3control.amazonaws.com/doc/2018-08-20/", routes }),
  operations: operationTable([getPublicAccessBlock, putPublicAccessBlock, deletePublicAccessBlock]),
};
