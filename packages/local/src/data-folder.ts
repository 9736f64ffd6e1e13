import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

/** Raised when what is kept there changes its shape: dynalite can't change a table's indexes. */
const FORMAT = 3;

const Format = z.object({ format: z.int() });

/** The folder was written by a Snapback that kept things differently. */
export class DataFormatError extends Error {
  override name = "DataFormatError";
}

/**
 * Makes the data folder, or checks that this version of Snapback can read it.
 *
 * @throws DataFormatError where it can't.
 */
export async function openData(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, "format.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return writeFile(file, `${JSON.stringify({ format: FORMAT })}\n`);
  const found = Format.safeParse(JSON.parse(text));
  if (found.data?.format !== FORMAT) {
    throw new DataFormatError(`${folder} was written by another version of Snapback`);
  }
}
