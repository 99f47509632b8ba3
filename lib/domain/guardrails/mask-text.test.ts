import { describe, expect, it } from 'vitest';
import { personalDataKinds } from './finding.ts';
import { createMasker, maskText } from './mask-text.ts';
import { maskValue, restoreValue } from './mask-value.ts';

describe('a masked text', () => {
  it('says what stood there, the same for the same value', () => {
    const { text, findings } = maskText('Ask ann@x.org or bob@x.org; ANN@x.org answers.', personalDataKinds);
    expect(text).toBe('Ask [email 1] or [email 2]; [email 1] answers.');
    expect(findings).toHaveLength(3);
  });

  it('keeps the kinds that are not asked for', () => {
    expect(maskText('ann@x.org, SSN 219-09-9999', ['national_id']).text).toBe('ann@x.org, SSN [national_id 1]');
  });

  it('can be put back by who masked it, and by nobody else', () => {
    const masker = createMasker(personalDataKinds);
    const original = { to: ['ann@x.org', { call: 'Tel. +49 30 12345678' }], at: 7, none: null };
    const { value, counts } = maskValue(original, masker);
    expect(value).toEqual({ to: ['[email 1]', { call: 'Tel. [phone 1]' }], at: 7, none: null });
    expect(counts).toEqual({ email: 1, phone: 1 });
    expect(restoreValue(value, masker)).toEqual(original);
    expect(restoreValue(value, createMasker(personalDataKinds))).toEqual(value);
  });
});
