import { LARGEST_BODY } from "../request-body.ts";

/** What holds for every request, in Markdown: the beginning of the OpenAPI document. */
export const introduction = `
Snapback detects dangerous changes to an AWS account within seconds, and snaps them back. This is what its console and its
command line are built on: all that they can do, it can.

## Authentication

On a laptop (\`npm start\`) the API answers on 127.0.0.1 only, and takes every request for one of a local admin. To see what
other roles see, send \`Authorization: Bearer local-viewer\` or \`local-responder\`.

Deployed, a request carries an access token of the Cognito user pool, as \`Authorization: Bearer …\`. An id token is refused, and
so is a token of another client than the console's.

Whoever may invoke the API's Lambda function (\`lambda:InvokeFunction\`) can call it without a token, as the command line does:
with \`{"snapback": 1, "request": {"method": "GET", "path": "/api/health", "headers": {}}, "caller": {"arn": "arn:aws:iam::111122223333:user/alice"}}\`
as the payload, which is answered with \`statusCode\`, \`headers\` and \`body\`. The operator chooses which role that gives, if any
(\`invokersMay\` in \`snapback.config.ts\`).

## Roles

Each operation names the role that it needs as its \`x-role\`. A viewer reads. A responder approves, undoes, exempts, dismisses and
pauses, too. An admin changes modes, parameters and settings, too. The roles are groups of the user pool.

## Problems

Every answer that is not a success is an \`application/problem+json\` as RFC 9457 has it. Its \`type\` tells the kind, which
stays the same for good; \`detail\` is for people, and may change. What is wrong with a request is in \`errors\`, field by field: with a
JSON Pointer into the body, or the name of the parameter or header. What a gateway in front of the API refuses (a token that it
does not take, too many requests) it answers in its own words, with the status alone to go by.

## Repeating a request

A \`GET\` changes nothing. Where a \`POST\` has more effect when it is sent twice, it takes an \`Idempotency-Key\` of the caller's
choice: the same request with the same key, by the same person, has one effect, and the second answer is like the first. The same
key with another request of that operation is refused (409, Key used already). Choose a new random key for each thing that is
wanted, and send it again whenever no answer comes. Each operation says what it does without one.

## Lost updates

The settings as a whole have a \`version\`, which grows by one with each change. A \`PUT\` names the version that it was made of:
where somebody else has changed something since, it is refused (409, Changed meanwhile) with the \`version\` that holds now, and
has no effect. Read the settings again, look at what is different, and send the change with that version. A \`PUT\` whose answer
was lost is safe to send again: it is either done, or refused since it has been done.

## Pages

Long lists come a page at a time, with a \`limit\` of entries. Where there are more, the answer has a cursor (\`cursor\` of the
findings; \`next\` of the activity, which is its \`before\`), and the request with it and otherwise the same parameters answers
with the next page. A cursor is opaque, and holds for the order in which it was given.
What stays in its place comes once, and is not left out, whatever else comes and goes meanwhile.

## Limits

A body has ${LARGEST_BODY.toLocaleString("en")} bytes at most. Deployed, the gateway lets through 50 requests a second, and 100 at
once; those above it are answered with 429. Nothing of the API may be kept by caches (\`Cache-Control: no-store\`).

## Changes of the API

Answers may get further members, and lists of choices further values: a client has to take what it does not know. A request with a
member or a parameter that the API does not know is refused, so that no slip of the pen is passed over.
`.trim();
