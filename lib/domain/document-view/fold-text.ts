/**
 * Text as it is compared: without case and marks, each character in its place, so that a place in the one is the same
 * place in the other.
 */
export function foldText(text: string): string {
  // Most text is ASCII, and lower case keeps its length there.
  if (isAscii(text)) return text.toLowerCase();
  let folded = '';
  for (let index = 0; index < text.length; index += 1) folded += foldCharacter(text.charAt(index));
  return folded;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}

function foldCharacter(character: string): string {
  const folded = character.normalize('NFD').charAt(0).toLowerCase();
  return folded.length === 1 ? folded : character;
}
