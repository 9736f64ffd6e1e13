import type { Instance } from "@aws-sdk/client-ec2";
import * as z from "zod";
import type { CloudTrailRecord } from "../../event/record.ts";
import { asList } from "../one-or-many.ts";

const text = z.string().optional().catch(undefined);
const Options = z.object({ httpTokens: text, httpEndpoint: text }).optional().catch(undefined);
type Options = z.infer<typeof Options>;

const ID = /^i-[0-9a-zA-Z]{1,32}$/;
const id = z.string().regex(ID).optional().catch(undefined);

/** Does the instance's metadata service answer whoever asks, without a token? */
export function answersAnyone(options: Options): boolean {
  return options?.httpTokens === "optional" && options.httpEndpoint !== "disabled";
}

const Launched = z.object({
  instancesSet: z
    .object({ items: asList(z.object({ instanceId: id, metadataOptions: Options }).catch({})) })
    .catch({ items: [] }),
});

/** The instances that a launch has made so, by their ids. */
export function launchedOpen({ responseElements }: CloudTrailRecord): string[] {
  const instances = Launched.safeParse(responseElements).data?.instancesSet.items ?? [];
  return instances.flatMap(({ instanceId, metadataOptions }) =>
    instanceId && answersAnyone(metadataOptions) ? [instanceId] : [],
  );
}

const Request = z.object({ InstanceId: id, HttpTokens: text, HttpEndpoint: text });
const Response = z.object({ instanceMetadataOptions: Options }).catch({});

/**
 * The instance that a modification has made so: by its own doing, not where it changes something else of an instance that was so
 * before.
 */
export function modifiedOpen({ requestParameters, responseElements }: CloudTrailRecord): string | undefined {
  const request = Request.safeParse(requestParameters?.ModifyInstanceMetadataOptionsRequest).data;
  if (!request) return undefined;
  const { InstanceId, HttpTokens, HttpEndpoint } = request;
  const answer = Response.parse(responseElements?.ModifyInstanceMetadataOptionsResponse);
  const now = answer.instanceMetadataOptions;
  const opened = HttpTokens === "optional" || HttpEndpoint === "enabled";
  const after = {
    httpTokens: HttpTokens ?? now?.httpTokens,
    httpEndpoint: HttpEndpoint ?? now?.httpEndpoint,
  };
  return opened && answersAnyone(after) ? InstanceId : undefined;
}

/** The options that an instance has, as a call takes them; nothing where it has shut down for good. */
export function optionsNow({ MetadataOptions, State }: Instance) {
  if (State?.Name === "terminated" || State?.Name === "shutting-down") return undefined;
  const { HttpTokens, HttpEndpoint, HttpPutResponseHopLimit, HttpProtocolIpv6, InstanceMetadataTags } =
    MetadataOptions ?? {};
  return {
    ...(HttpTokens && { HttpTokens }),
    ...(HttpEndpoint && { HttpEndpoint }),
    ...(HttpPutResponseHopLimit !== undefined && { HttpPutResponseHopLimit }),
    ...(HttpProtocolIpv6 && { HttpProtocolIpv6 }),
    ...(InstanceMetadataTags && { InstanceMetadataTags }),
  };
}
