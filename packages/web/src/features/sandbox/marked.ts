import type { Account, Kind, Service } from "./account-request.ts";

/** What is marked, kind by kind: of the others nothing. */
export function markedKinds({ services }: Account): { title: string; kind: Kind }[] {
  return services.flatMap((service) =>
    service.kinds.flatMap((kind) => {
      const resources = kind.resources.filter(({ marks }) => marks.length > 0);
      const title = `${service.title}: ${kind.title}`;
      return resources.length > 0 ? [{ title, kind: { ...kind, resources, total: kind.marked } }] : [];
    }),
  );
}

export function markedCount({ kinds }: Pick<Service, "kinds">): number {
  return kinds.reduce((sum, { marked }) => sum + marked, 0);
}
