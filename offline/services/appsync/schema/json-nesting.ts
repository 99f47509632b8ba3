const DEEPEST = 200;
/** A shorter text cannot be nested deeper. */
const SHORTEST = 2 * DEEPEST;

/** Whether JSON text is nested so deeply (more than 200 levels) that reading its values would exhaust the stack. */
export function isTooNested(text: string): boolean {
  if (text.length <= SHORTEST) return false;
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (isInString) {
      if (letter === 0x5c) at += 1;
      else if (letter === 0x22) isInString = false;
    } else if (letter === 0x22) isInString = true;
    else if (letter === 0x5b || letter === 0x7b) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (letter === 0x5d || letter === 0x7d) depth -= 1;
  }
  return false;
}
