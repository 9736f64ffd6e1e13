import { isConditionFailure } from "./dynamo.ts";
import type { entities } from "./entity.ts";
import { NEVER } from "./entity.ts";
import { bounded } from "./history.ts";
import { Suspect } from "./schema.ts";

/** The findings table's operations on suspects. */
export function suspectOperations({ suspect }: Pick<ReturnType<typeof entities>, "suspect">) {
  return {
    async getSuspect(id: string): Promise<Suspect | undefined> {
      const { data } = await suspect.get({ id }).go({ consistent: true });
      return data ? Suspect.parse(data.data) : undefined;
    },

    /** Keeps a question for the live account; one that is known already stays as it is. */
    async addSuspect(asked: Suspect): Promise<void> {
      const data = { ...asked, raw: bounded(asked.raw) };
      try {
        await suspect.create({ id: asked.id, dueAt: asked.dueAt ?? NEVER, data }).go();
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    /** Writes what became of a question. */
    async putSuspect(asked: Suspect): Promise<void> {
      await suspect.put({ id: asked.id, dueAt: asked.dueAt ?? NEVER, data: asked }).go();
    },
  };
}
