import type { EC2ClientConfig } from "@aws-sdk/client-ec2";
import type { createEc2 } from "./ec2/client.ts";
import type { Call } from "./operation.ts";

/** The AWS services that Snapback can call, each with its bound operations. */
export interface Clients {
  ec2: ReturnType<typeof createEc2>;
}

/** The account as it is now, in one region. Clients load when they are first asked for. */
export interface LiveAccount {
  region: string;
  client<S extends keyof Clients>(service: S): Promise<Clients[S]>;
}

/** What all SDK clients are configured with; the region comes with each use. */
export type ClientConfig = Pick<
  EC2ClientConfig,
  "endpoint" | "credentials" | "maxAttempts" | "customUserAgent" | "requestHandler"
>;

/**
 * Each service's client behind a module of its own, imported on first use: a bundle that never responds never loads
 * one, and the wrapper keeps the SDK's unused commands out.
 */
const loaders: { [S in keyof Clients]: (config: EC2ClientConfig) => Promise<Clients[S]> } = {
  ec2: async (config) => (await import("./ec2/client.ts")).createEc2(config),
};

/** Live accounts by region, with one client each per region and service for the life of the process. */
export function openAccount(config: ClientConfig): (region: string) => LiveAccount {
  const regions = new Map<string, LiveAccount>();
  return (region) => {
    const known = regions.get(region);
    if (known) return known;
    const ec2 = once(() => loaders.ec2({ ...config, region }));
    const clients: { [S in keyof Clients]: () => Promise<Clients[S]> } = { ec2 };
    const live: LiveAccount = { region, client: (service) => clients[service]() };
    regions.set(region, live);
    return live;
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

export class UnknownOperationError extends Error {
  override name = "UnknownOperationError";
}

/**
 * Runs one step of a stored plan, by the names in it.
 *
 * @throws UnknownOperationError for a service or operation that this version of Snapback does not have, a ZodError for
 *   an input that is not the operation's, and whatever the SDK throws.
 */
export async function runStep(
  live: LiveAccount,
  step: { service: string; operation: string; input: unknown },
): Promise<unknown> {
  if (!isService(step.service)) throw new UnknownOperationError(`no service ${step.service}`);
  const calls: { [operation: string]: Call<never, unknown> } = await live.client(step.service);
  const operation = Object.hasOwn(calls, step.operation) ? calls[step.operation] : undefined;
  if (!operation) throw new UnknownOperationError(`${step.service} has no operation ${step.operation}`);
  return operation.run(step.input);
}

function isService(name: string): name is keyof Clients {
  return Object.hasOwn(loaders, name);
}
