import type { Json } from "@snapback/core/json";

/** An SDK package as far as it is needed here: a client and commands, by name. */
type Sdk = Readonly<Record<string, unknown>>;

/** Attacks name any operation of a service, so here the whole package is loaded. */
const packages: { [service: string]: () => Promise<{ sdk: Sdk; client: string }> } = {
  ec2: async () => ({ sdk: await import("@aws-sdk/client-ec2"), client: "EC2Client" }),
};

/** What CloudTrail tells of the caller: that it was an attack of ours. */
const userAgent = [["snapback-attack", "0.1.0"]];

interface Client {
  send(command: object): Promise<unknown>;
}

class UnknownOperationError extends Error {
  override name = "UnknownOperationError";
}

/** Sends operations by their names, in the test account: with credentials that mean nothing anywhere else. */
export function openSdk(config: { endpoint: string; region: string }) {
  return async (service: string, operation: string, input: Json): Promise<unknown> => {
    const load = Object.hasOwn(packages, service) ? packages[service] : undefined;
    if (!load) throw new UnknownOperationError(`attacks know no service ${service}`);
    const { sdk, client: clientName } = await load();
    const credentials = { accessKeyId: "AKIASNAPBACKATTACKER", secretAccessKey: "sandbox" };
    const client = construct(sdk, clientName, {
      ...config,
      credentials,
      defaultUserAgentProvider: async () => userAgent,
    });
    const command = construct(sdk, `${operation}Command`, input);
    if (!isClient(client)) throw new UnknownOperationError(`${clientName} is no client`);
    return client.send(command);
  };
}

function construct(sdk: Sdk, name: string, argument: unknown): object {
  const made = sdk[name];
  if (typeof made !== "function") throw new UnknownOperationError(`the SDK has no ${name}`);
  const instance: unknown = Reflect.construct(made, [argument]);
  if (typeof instance !== "object" || instance === null)
    throw new UnknownOperationError(`${name} makes no object`);
  return instance;
}

function isClient(value: object): value is Client {
  return "send" in value && typeof value.send === "function";
}
