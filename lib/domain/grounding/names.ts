import { isCommonOpening } from './opening-words.ts';

/** Capitalized without being a name. */
const ordinary = new Set(
  [
    'i ai api apis it id ids ok faq q a pdf',
    'january february march april may june july august september october november december',
    'monday tuesday wednesday thursday friday saturday sunday english',
  ].flatMap((line) => line.split(' ')),
);

/** Names that are claims also in small letters. */
const wellKnown = new Set(
  [
    'oracle azure google gcp salesforce sap workday servicenow snowflake databricks mongodb postgres postgresql mysql',
    'redis kafka kubernetes docker terraform jenkins github gitlab okta auth0 stripe twilio splunk datadog tableau',
    'hubspot zendesk jira confluence slack sharepoint microsoft amazon aws ibm openai anthropic claude llama gemini',
    'lambda dynamodb bedrock sagemaker redshift aurora cognito eventbridge cloudfront cloudwatch fargate athena textract',
    'hipaa gdpr pci sox soc iso nist fedramp dora nis2 basel mifid',
  ].flatMap((line) => line.split(' ')),
);

const wordPattern = /[\p{L}\p{N}](?:[\p{L}\p{N}'’&+#_-]*[\p{L}\p{N}+#])?/gu;
/** What stands before the first word of a sentence, a cell or an item of a list. */
const opening = /(?:^|[.!?:;|>()–—•…\n])[\s"“'‘*_`~#>|-]*(?:\d{1,2}[.)]\s+)?$/u;

/** The words of a text in small letters, whole and in their parts: `e-mail` is also `e` and `mail`. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(wordPattern)].flatMap(([word]) => {
    const plain = fold(word);
    const unit = /^\d+(\p{L}+)$/u.exec(plain)?.[1] ?? '';
    return [plain, unit, ...plain.split(/[^\p{L}\p{N}]+/u)].filter(Boolean);
  });
}

/**
 * The words of a text that name something: capitalized within a sentence, or at its beginning where they are no common
 * words; in capitals, with digits, or well known.
 */
export function namesIn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const isHeading = /^\s*#/.test(line) || /^\s*\*\*[^*]+\*\*:?\s*$/.test(line);
    return [...line.matchAll(wordPattern)].flatMap(({ 0: word, index }) => {
      // Of `40TB` the unit; `40M` is a number.
      const unit = /^\d+(\p{L}*\p{Lu}\p{L}*)$/u.exec(word)?.[1];
      if (unit !== undefined) return /^(?:k|mn?|bn?)$/i.test(unit) ? [] : [unit];
      const isOpening = isHeading || opening.test(line.slice(0, index));
      return isName(word, isOpening) ? [word] : [];
    });
  });
}

function isName(word: string, isOpening: boolean): boolean {
  const plain = fold(word);
  if (ordinary.has(plain)) return false;
  if (wellKnown.has(plain)) return true;
  // `2nd` and `10-year` are numbers.
  if (/^\d/.test(word)) return false;
  if (/\d/.test(word)) return true;
  const capitals = word.match(/\p{Lu}/gu)?.length ?? 0;
  if (capitals === 0) return false;
  if (/[\p{Ll}\p{Lu}]\p{Lu}/u.test(word)) return true;
  return /^\p{Lu}/u.test(word) && !(isOpening && isCommonOpening(plain));
}

/** In small letters and without the genitive. */
function fold(word: string): string {
  return word.toLowerCase().replace(/['’]s$/, '');
}

/** Whether a name occurs among known words, as it is, in its parts, or as a plural. */
export function isKnownName(name: string, known: ReadonlySet<string>): boolean {
  const plain = fold(name);
  const isKnown = (word: string) => known.has(word) || known.has(word.replace(/(?:e?s)$/, '')) || known.has(`${word}s`);
  return isKnown(plain) || plain.split(/[^\p{L}\p{N}+#]+/u).every((part) => part === '' || isKnown(part));
}
