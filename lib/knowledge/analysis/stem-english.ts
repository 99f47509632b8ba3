// M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980), with the two departures of his own later
// implementation: `logi` → `log` and `bli` → `ble`.

const consonant = '[^aeiou]';
const vowel = '[aeiouy]';
const consonants = `${consonant}[^aeiouy]*`;
const vowels = `${vowel}[aeiou]*`;
/** At least one, exactly one and at least two sequences of vowels and consonants: m > 0, m = 1, m > 1. */
const some = new RegExp(`^(${consonants})?${vowels}${consonants}`);
const one = new RegExp(`^(${consonants})?${vowels}${consonants}(${vowels})?$`);
const several = new RegExp(`^(${consonants})?${vowels}${consonants}${vowels}${consonants}`);
const hasVowel = new RegExp(`^(${consonants})?${vowel}`);
/** Consonant, vowel, consonant at the end, the last one not w, x or y. */
const short = new RegExp(`^${consonants}${vowel}[^aeiouwxy]$`);

const second: Readonly<Record<string, string>> = {
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  bli: 'ble',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
  logi: 'log',
};
const third: Readonly<Record<string, string>> = {
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
};
const endOf = (suffixes: Readonly<Record<string, string>>) => new RegExp(`^(.+?)(${Object.keys(suffixes).join('|')})$`);
const secondEnd = endOf(second);
const thirdEnd = endOf(third);
const fourthEnd = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

function withoutPlural(word: string): string {
  if (/(ss|i)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutPast(word: string): string {
  const agreed = /^(.+?)eed$/.exec(word);
  if (agreed) return some.test(agreed[1] ?? '') ? word.slice(0, -1) : word;
  const [, stem = ''] = /^(.+?)(?:ed|ing)$/.exec(word) ?? [];
  if (!hasVowel.test(stem)) return word;
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return short.test(stem) ? `${stem}e` : stem;
}

function replaced(word: string, end: RegExp, suffixes: Readonly<Record<string, string>>): string {
  const [, stem = '', suffix = ''] = end.exec(word) ?? [];
  return some.test(stem) ? stem + (suffixes[suffix] ?? '') : word;
}

function withoutFourth(word: string): string {
  const [, stem = ''] = fourthEnd.exec(word) ?? /^(.+?[st])ion$/.exec(word) ?? [];
  return several.test(stem) ? stem : word;
}

function withoutFinalE(word: string): string {
  const [, stem = ''] = /^(.+?)e$/.exec(word) ?? [];
  if (stem && (several.test(stem) || (one.test(stem) && !short.test(stem)))) word = stem;
  return /ll$/.test(word) && several.test(word) ? word.slice(0, -1) : word;
}

/** The stem of an English word in small letters without marks; what is not such a word stays as it is. */
export function stemEnglish(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  let stem = withoutPast(withoutPlural(word));
  const [, before = ''] = /^(.+?)y$/.exec(stem) ?? [];
  if (hasVowel.test(before)) stem = `${before}i`;
  stem = replaced(stem, secondEnd, second);
  stem = replaced(stem, thirdEnd, third);
  return withoutFinalE(withoutFourth(stem));
}
