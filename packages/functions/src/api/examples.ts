/**
 * What the examples in the OpenAPI document are about: one story, which all of them tell. Somebody opened SSH to the world, and
 * Snapback closed it again.
 */
export const example = {
  account: "111122223333",
  region: "us-east-1",
  group: "sg-0123456789abcdef0",
  rule: "sgr-0123456789abcdef0",
  finding: "fnd_0123456789abcdef01234567",
  detection: "ec2-sg-ingress-world",
  event: "232df16f-1c1a-4d11-bb32-511ee3946c42",
  plan: "pln_0123456789abcdef01234567",
  decision: "dec_0123456789abcdef01234567",
  exemption: "exm_0123456789abcdef01234567",
  note: "nte_0123456789abcdef01234567",
  person: {
    kind: "person" as const,
    name: "responder@example.com",
    id: "b1d2c3a4-5678-90ab-cdef-111122223333",
  },
};
