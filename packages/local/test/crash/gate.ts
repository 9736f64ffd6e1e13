/** A call that is about to leave a process. */
export interface Effect {
  process: string;
  /** `DynamoDB.PutItem`, `EC2.RevokeSecurityGroupIngress`, `AWSEvents.PutEvents`; `sleep`. */
  name: string;
  /** Does it change anything? Reads don't: to die at one is the same as to die at the next change. */
  changes: boolean;
}

/** What becomes of it. Who dies before, has not done it; who dies after, has, and never learns of it. */
export type Fate = "through" | "die before" | "die after";

/** Settles the fate of each call, in its own time: meanwhile the call waits. */
export type Decide = (effect: Effect) => Fate | Promise<Fate>;

export type Ended<T> = { how: "done"; value: T } | { how: "failed"; error: unknown } | { how: "killed" };

/** One process, as the world sees it. */
export interface Gate {
  /** Lets a call happen, or not. */
  pass: <T>(effect: Omit<Effect, "process">, happen: () => T | Promise<T>) => Promise<T>;
  /** What the process comes to. */
  run: <T>(work: () => Promise<T>) => Promise<Ended<T>>;
}

/**
 * A gate for all that a process does to the world. Once the process is dead nothing of it goes on: no answer reaches it any
 * more, so that none of its `catch` and `finally` runs, and no other branch of it gets through.
 *
 * @param answered hears of each answer that reached it
 */
export function openGate(process: string, decide: Decide, answered: () => void = () => {}): Gate {
  let dead = false;
  let die: (ended: { how: "killed" }) => void = () => {};
  const death = new Promise<{ how: "killed" }>((resolve) => {
    die = resolve;
  });
  function kill(): Promise<never> {
    dead = true;
    die({ how: "killed" });
    return forever();
  }

  return {
    async pass(effect, happen) {
      if (dead) return forever();
      const fate = await decide({ process, ...effect });
      // Another branch of it may have been killed meanwhile.
      if (dead) return forever();
      if (fate === "die before") return kill();
      const ended = await endOf(async () => happen());
      if (fate === "die after") return kill();
      if (dead) return forever();
      answered();
      if (ended.how === "failed") throw ended.error;
      return ended.value;
    },
    run: (work) => Promise.race([death, endOf(work)]),
  };
}

async function endOf<T>(work: () => Promise<T>): Promise<Exclude<Ended<T>, { how: "killed" }>> {
  try {
    return { how: "done", value: await work() };
  } catch (error) {
    return { how: "failed", error };
  }
}

function forever(): Promise<never> {
  return new Promise(() => {});
}
