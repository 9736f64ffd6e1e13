import type { Clients, LiveAccount } from "../../src/aws/account.ts";
import { awsWords } from "../../src/aws/error.ts";
import type { Arena } from "./arena.ts";

/** A call that Snapback has made, and what it was answered. */
export interface SeenCall {
  call: string;
  input: unknown;
  answer?: unknown;
  error?: { code: string };
}

/** The emulator has no such operation: which. */
export class NotThereError extends Error {
  override name = "NotThereError";
  readonly operation: string;

  constructor(operation: string, options: ErrorOptions) {
    super(`not there: ${operation}`, options);
    this.operation = operation;
  }
}

/** A live account whose calls are told. */
export function watched(
  live: LiveAccount,
  { tell, lacks, mend }: Pick<Arena, "lacks" | "mend"> & { tell: (seen: SeenCall) => void },
): LiveAccount {
  const make = async (call: string, input: unknown, send: () => unknown) => {
    try {
      const answer = mend(call, await send());
      tell({ call, input, answer });
      return answer;
    } catch (error) {
      if (lacks(error)) throw new NotThereError(call, { cause: error });
      tell({ call, input, error: { code: awsWords(error).code } });
      throw error;
    }
  };
  return {
    region: live.region,
    async client<S extends keyof Clients>(service: S): Promise<Clients[S]> {
      return new Proxy(await live.client(service), {
        get(client, name) {
          const operation: unknown = Reflect.get(client, name);
          return isCall(operation) ? toldCall(`${service}:${String(name)}`, operation, make) : operation;
        },
      });
    },
  };
}

type Run = (input: unknown) => unknown;
type Operation = Run & { run: Run };

function toldCall(
  call: string,
  operation: Operation,
  make: (call: string, input: unknown, send: () => unknown) => Promise<unknown>,
): Operation {
  const told = async (input: unknown) => make(call, input, () => operation(input));
  return Object.assign(told, {
    run: async (input: unknown) => make(call, input, () => operation.run(input)),
  });
}

function isCall(value: unknown): value is Operation {
  return typeof value === "function" && "run" in value && typeof value.run === "function";
}
