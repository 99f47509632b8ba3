/** English verbs and nouns whose forms no suffix tells apart: base form, then the others. */
const groups = `keep kept|hold held|send sent|pay paid|make made|sell sold|buy bought|write wrote written|take took taken|give gave given
begin began begun|bring brought|build built|choose chose chosen|come came|do done|draw drew drawn|drive drove driven|fall fell fallen|feel felt
find found|forbid forbade forbidden|forget forgot forgotten|get got gotten|go went gone|grow grew grown|hear heard|hide hid hidden|know knew known
lay laid|lead led|leave left|lend lent|lose lost|mean meant|meet met|rise rose risen|run ran|say said|see saw seen|seek sought|shoot shot
speak spoke spoken|spend spent|stand stood|steal stole stolen|strike struck|swear swore sworn|teach taught|tell told|think thought
throw threw thrown|understand understood|wake woke woken|wear wore worn|win won|withdraw withdrew withdrawn|break broke broken|catch caught
fly flew flown|freeze froze frozen|ride rode ridden|child children|person people|man men|woman women|index indices indexes
criterion criteria|analysis analyses|life lives|half halves|wife wives|foot feet|tooth teeth|mouse mice`;

const bases = new Map(
  groups
    .split(/[|\n]/)
    .map((group) => group.trim().split(' '))
    .flatMap(([base = '', ...forms]) => forms.map((form) => [form, base] as const)),
);

/** The base form of an irregular one; any other word as it is. */
export function baseOfIrregular(word: string): string {
  return bases.get(word) ?? word;
}
