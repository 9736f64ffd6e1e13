import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Output } from "../../output.ts";
import { type Filterable, matches, tagFilters } from "./filters.ts";
import { find, newId } from "./ids.ts";
import { filters, integer, list, strings, tagSpecifications } from "./input.ts";
import { type Instance, images, instances, type MetadataOptions } from "./instance-resources.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { early } from "./recorded.ts";
import { metadataDefaultsOf } from "./region-settings.ts";
import { vpcs } from "./resources.ts";
import { tagSet, tagsFrom } from "./tags.ts";
import { zonesOf } from "./volumes.ts";

const onOff = z.enum(["enabled", "disabled"]).optional();
const optionsInput = {
  HttpTokens: z.enum(["optional", "required"]).optional(),
  HttpPutResponseHopLimit: integer.optional(),
  HttpEndpoint: onOff,
  HttpProtocolIpv6: onOff,
  InstanceMetadataTags: onOff,
};
type OptionsInput = z.output<z.ZodObject<typeof optionsInput>>;

type Known = { [Name in keyof MetadataOptions]?: MetadataOptions[Name] | undefined };

/** What nobody has said is the region's default, and otherwise EC2's, for an image that asks for no tokens. */
function optionsOf(input: OptionsInput, before: Known): MetadataOptions {
  return {
    httpTokens: input.HttpTokens ?? before.httpTokens ?? "optional",
    httpEndpoint: input.HttpEndpoint ?? before.httpEndpoint ?? "enabled",
    httpPutResponseHopLimit: input.HttpPutResponseHopLimit ?? before.httpPutResponseHopLimit ?? 1,
    httpProtocolIpv6: input.HttpProtocolIpv6 ?? before.httpProtocolIpv6 ?? "disabled",
    instanceMetadataTags: input.InstanceMetadataTags ?? before.instanceMetadataTags ?? "disabled",
  };
}

/** In AWS an instance has a subnet, and a disk; here it has neither. */
const runInstances = ec2Operation({
  name: "RunInstances",
  input: z.strictObject({
    ImageId: z.string(),
    MinCount: integer,
    MaxCount: integer,
    InstanceType: z.string().optional(),
    MetadataOptions: z.strictObject(optionsInput).optional(),
    TagSpecification: tagSpecifications,
    ClientToken: z.string().optional(),
  }),
  recorded: early,
  recordedInput: ({ ImageId, MinCount, MaxCount, ...input }) => ({
    instancesSet: [{ imageId: ImageId, minCount: MinCount, maxCount: MaxCount }],
    ...input,
  }),
  run(account, input, { time }) {
    const { id: imageId } = find("ami", input.ImageId, account.table(images));
    const vpc = account
      .table(vpcs)
      .rows()
      .find(({ isDefault }) => isDefault);
    const reservationId = newId("r");
    const made = Array.from(
      { length: input.MaxCount },
      (_, launchIndex): Instance => ({
        id: newId("i"),
        reservationId,
        imageId,
        instanceType: input.InstanceType ?? "m1.small",
        vpcId: vpc?.id,
        networkInterfaceId: newId("eni"),
        state: "running",
        launchTime: time.toISOString(),
        launchIndex,
        clientToken: input.ClientToken,
        metadataOptions: optionsOf(input.MetadataOptions ?? {}, metadataDefaultsOf(account)),
        tags: tagsFrom(input.TagSpecification, "instance"),
      }),
    );
    for (const instance of made) account.table(instances).put(instance);
    return reservation(account, made, { code: 0, name: "pending" });
  },
});

const terminateInstances = ec2Operation({
  name: "TerminateInstances",
  input: z.strictObject({ InstanceId: list(z.string()) }),
  recorded: early,
  recordedInput: ({ InstanceId }) => ({ instancesSet: InstanceId.map((instanceId) => ({ instanceId })) }),
  run: (account, { InstanceId }) => ({
    instancesSet: InstanceId.map((id) => {
      const instance = find("i", id, account.table(instances));
      account.table(instances).put({ ...instance, state: "terminated" });
      return {
        instanceId: id,
        currentState: { code: 32, name: "shutting-down" },
        previousState: states[instance.state],
      };
    }),
  }),
});

const states = {
  running: { code: 16, name: "running" },
  terminated: { code: 48, name: "terminated" },
};

const filterable: Filterable<Instance> = {
  ...tagFilters,
  "instance-id": ({ id }) => [id],
  "image-id": ({ imageId }) => [imageId],
  "client-token": ({ clientToken }) => [clientToken],
  "instance-state-name": ({ state }) => [state],
  "metadata-options.http-tokens": ({ metadataOptions }) => [metadataOptions.httpTokens],
  "metadata-options.http-endpoint": ({ metadataOptions }) => [metadataOptions.httpEndpoint],
  "vpc-id": ({ vpcId }) => [vpcId],
};

const describeInstances = ec2Operation({
  name: "DescribeInstances",
  readOnly: true,
  input: z.strictObject({
    InstanceId: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const named = (input.InstanceId ?? []).map((id) => find("i", id, account.table(instances)));
    const all = named.length > 0 ? named : account.table(instances).rows();
    const { rows, nextToken } = page(all.filter(matches(input.Filter, filterable)), ({ id }) => id, input);
    return { reservationSet: rows.map((row) => reservation(account, [row])), nextToken };
  },
});

const modifyInstanceMetadataOptions = ec2Operation({
  name: "ModifyInstanceMetadataOptions",
  input: z.strictObject({ InstanceId: z.string(), ...optionsInput }),
  run(account, { InstanceId, ...input }) {
    const instance = find("i", InstanceId, account.table(instances));
    const metadataOptions = optionsOf(input, instance.metadataOptions);
    account.table(instances).put({ ...instance, metadataOptions });
    return { instanceId: instance.id, instanceMetadataOptions: { state: "pending", ...metadataOptions } };
  },
});

function reservation(account: Account, rows: readonly Instance[], state?: Output): Output {
  return {
    reservationId: rows[0]?.reservationId,
    ownerId: account.id,
    instancesSet: rows.map((row) => ({
      instanceId: row.id,
      imageId: row.imageId,
      instanceState: state ?? states[row.state],
      amiLaunchIndex: row.launchIndex,
      instanceType: row.instanceType,
      launchTime: row.launchTime,
      placement: { availabilityZone: zonesOf(account)[0], tenancy: "default" },
      vpcId: row.vpcId,
      architecture: "x86_64",
      clientToken: row.clientToken,
      metadataOptions: { state: state ? "pending" : "applied", ...row.metadataOptions },
      ...tagSet(row.tags),
    })),
  };
}

export const instanceOperations = [
  runInstances,
  terminateInstances,
  describeInstances,
  modifyInstanceMetadataOptions,
];
