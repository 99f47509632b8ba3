import { type Detector, findAll } from '../finding.ts';

/** As people write them: RFC 5322's quoted and commented forms are left out. */
const address =
  /(?<![\w.+-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}-])/gu;

export const findEmails: Detector = (text) =>
  findAll(text, address, (found) =>
    found.startsWith('.') || found.includes('..')
      ? undefined
      : { kind: 'email', label: 'E-mail address', confidence: 0.95 },
  );
