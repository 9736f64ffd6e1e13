import { localAuthorization, type Role, roles } from "@snapback/core/person/person";

const KEY = "snapback.local-role";

/** On a laptop: as which role this tab asks the API. An admin, unless something else was chosen. */
export function localRole(): Role {
  try {
    const kept = sessionStorage.getItem(KEY);
    return roles.find((role) => role === kept) ?? "admin";
  } catch {
    // Browsers can refuse storage altogether.
    return "admin";
  }
}

/** Chooses it. All that was read as somebody else is read anew. */
export function chooseLocalRole(role: Role): void {
  sessionStorage.setItem(KEY, role);
  location.reload();
}

/** Sends requests as one of the chosen role. */
export const sendAsLocalRole: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set("Authorization", localAuthorization(localRole()));
  return fetch(input, { ...init, headers });
};
