import { may, type Role } from "@snapback/core/person/person";
import { useQuery } from "@tanstack/react-query";
import { me } from "./me-request.ts";

/**
 * Has the person this role, or a higher one? For what is offered to them: whether they may is the API's to say. Until that is
 * known, no.
 */
export function useMay(role: Role): boolean {
  const { data } = useQuery(me());
  return data !== undefined && may(data, role);
}
