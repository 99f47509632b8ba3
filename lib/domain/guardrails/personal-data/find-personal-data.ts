import { type Detector, type TextFinding, withoutOverlaps } from '../finding.ts';
import { findCards } from './card.ts';
import { findEmails } from './email.ts';
import { findIbans } from './iban.ts';
import { findNationalIds } from './national-id.ts';
import { findPhones } from './phone.ts';

const detectors: readonly Detector[] = [findEmails, findPhones, findIbans, findCards, findNationalIds];

/** Data about people in a text, in its order and without overlaps. Names and addresses are not looked for. */
export function findPersonalData(text: string): TextFinding[] {
  return withoutOverlaps(detectors.flatMap((detect) => detect(text)));
}
