/**
 * The kinds of problems that the API answers with, by their titles: the status of each, and what it means to whoever gets it. A
 * problem's `type` is the place in the console's reference where that can be read.
 */
export const problemKinds = {
  "Invalid request": {
    status: 400,
    means: "A body, parameter or header can't be used. `errors` says which, and what is wrong with it.",
  },
  "Invalid cursor": {
    status: 400,
    means:
      "The cursor was not given out by this list, or not for this order. Begin with the first page again.",
  },
  "Not signed in": {
    status: 401,
    means: "There is no access token, or none that is valid. `WWW-Authenticate` tells the two apart.",
  },
  "In no group": {
    status: 403,
    means: "Who asks is signed in, but in none of the groups that give a role.",
  },
  "Not allowed": {
    status: 403,
    means: "The operation needs another role: each says which one as its `x-role`.",
  },
  "Not from here": {
    status: 403,
    means:
      "Only on a laptop: the request names another host than this machine, or comes from another site's page.",
  },
  "Not found": { status: 404, means: "There is nothing of this path or id." },
  "Method not allowed": {
    status: 405,
    means: "The path is there, and the method is not among its own, which the header `Allow` has.",
  },
  "Not possible now": {
    status: 409,
    means: "The state of what it is about does not allow it. Read it again: it says what can be done.",
  },
  "Changed meanwhile": {
    status: 409,
    means: "The settings are of another `version` by now. Read them again, and make the change of that one.",
  },
  "Key used already": {
    status: 409,
    means: "The same person sent another request with this `Idempotency-Key` before. Nothing was done now.",
  },
  "Left to a person": {
    status: 409,
    means: "Snapback does not do this itself. A person with the rights for it can run the `commands`.",
  },
  "Not in the sandbox": {
    status: 409,
    means: "Only on a laptop: its sandbox does not have the calls that the attack is made of.",
  },
  "The attack was refused": {
    status: 409,
    means: "Only on a laptop: its sandbox refused one of the attack's calls. `run` says how far it came.",
  },
  "Too large": { status: 413, means: "The body is larger than any request needs." },
  "Unsupported media type": { status: 415, means: "The body was not sent as `application/json`." },
  "Internal error": {
    status: 500,
    means:
      "A bug, or AWS could not be had. The API's log has the reason. A request with a key can be sent again.",
  },
  "Sign-in can't be checked": {
    status: 503,
    means: "The user pool's keys can't be had. Try again in some seconds.",
  },
} as const;

export type ProblemTitle = keyof typeof problemKinds;

/** Where the console's reference has it: a reference relative to whatever place the API is at. */
export function problemType(title: ProblemTitle): string {
  return typeOf(title);
}

function typeOf(title: string): string {
  return `/docs#problem-${title.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
}

/** All kinds as a list, each under its type. */
export const problems = Object.entries(problemKinds).map(([title, kind]) => ({
  type: typeOf(title),
  title,
  ...kind,
}));
