import { describe, expect, it } from "vitest";
import { openOutput } from "./terminal.ts";

/** What an output writes of this, as text or as JSON. */
function written(json: boolean, value: unknown = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    colours: false,
  };
  const { show, note, answer } = openOutput(terminal, json);
  show(["before"]);
  note("how it goes\u001b[2J");
  answer(value, ["done\u001b[2J"]);
  return { out: out.join(""), err: err.join("") };
}

describe("openOutput", () => {
  it("is lines for people, and JSON alone for scripts", () => {
    expect(written(false).out).toBe("before\ndone\\u001b[2J\n");
    expect(written(true).out).toBe("{}\n");
  });

  it("tells how it goes apart from the answer", () => {
    for (const json of [true, false]) expect(written(json).err).toBe("how it goes\\u001b[2J\n");
  });

  it("writes JSON that means the same, and that no terminal obeys", () => {
    const value = { name: "a\u001b[2J\u009b\u202e\nb", list: ["\\u202e"] };
    const { out } = written(true, value);
    expect(JSON.parse(out)).toEqual(value);
    expect(out).toBe('{\n  "name": "a\\u001b[2J\\u009b\\u202e\\nb",\n  "list": [\n    "\\\\u202e"\n  ]\n}\n');
  });
});
