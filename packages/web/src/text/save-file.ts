/** Has the browser save this text as a file. A plain link would not bring the person's access token. */
export function saveFile(name: string, type: "application/json" | "text/csv", text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
