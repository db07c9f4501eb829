/** The most characters (UTF-16 units) that can be inspected at once. */
export const MOST_CHARACTERS = 100_000;
/** A character takes at most three bytes in UTF-8 for each UTF-16 unit. */
const MOST_BYTES = 3 * MOST_CHARACTERS;

export type TextFile = { text: string } | { problem: 'tooLarge' | 'notText' };

/** Reads a text file that was dropped or chosen; anything but UTF-8 text is refused. */
export async function readTextFile(file: File): Promise<TextFile> {
  if (file.size > MOST_BYTES) return { problem: 'tooLarge' };
  const content = await file.arrayBuffer();
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? { problem: 'notText' } : { text };
  } catch {
    return { problem: 'notText' };
  }
}
