/**
 * Does a pattern stand for this text, all of it? `*` stands for any characters, `?` for one. It takes no longer than the
 * product of both lengths, whatever the pattern: a regular expression with many `*` may take for ever.
 */
export function matches(pattern: string, text: string): boolean {
  let at = 0;
  let read = 0;
  // The latest `*`, and where what it stands for ends so far: it is made one longer whenever the rest does not fit.
  let star = -1;
  let end = 0;
  while (read < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      end = read;
    } else if (pattern[at] === "?" || pattern[at] === text[read]) {
      at++;
      read++;
    } else if (star >= 0) {
      at = star + 1;
      read = ++end;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
