/** Words that sentences, cells and items of lists commonly begin with; capitalized there, they name nobody. */
const common = new Set(
  [
    'a about above according across actual add additional after again against all almost along already also although always among an and',
    'annual another any apart approve approved approver approvers are around as ask assess assume at avoid average away',
    'back base based be because before begin below beside besides best better between beyond big both break build built business but buy by',
    'call can care case cause change check choose clear collect come common compare complete concern confirm consider contact',
    'continue cost costs could current customer daily data day days decide define deliver depend design despite detail do does done due during',
    'each early either else end enough ensure estimate even every everyone everything evidence except expect extra',
    'fact facts few file files final find first fix five focus follow for four from full further future',
    'gap gaps get give given go goal goals good great group half hand has have he help hence her here high his hold how however',
    'if in include income input instead into is it item items its itself just keep key know',
    'begun brought chosen come done driven found given gone grown held kept known left lost made met paid said seen sent shown sold spent stored taken told understood won written',
    'access account accounts answer app carries carry classify deliver draft draw error fast faster few fewer free health help history hold incident incomplete',
    'long longer low lower model money new newer cheap cheaper close closer pass personal private raise release remove replace short shorter sign success transfer volume whatever write',
    'large last late later least leave less let like list little log logs long look low',
    'main make many may maybe mean measure meet might month months more moreover most much must',
    'name need needs neither never next no nobody none nor not note nothing now of off often old on once one only open or order other others otherwise our out over overall own',
    'part pay people per perhaps person place plan plans please point price process product project put quality question questions quite',
    'rather read ready record records reduce remain report request result results review right risk risks role rule rules run',
    'same save scope second section see select send set seven several shall she should show similar since six small so some soon staff start state step steps still stop store such sum support sure system systems',
    'take task team teams ten test text than thank that the their them then there thereby therefore these they thing think third this those though three through thus time to today together tool total toward try turn two type',
    'excellent glad hello hi noted ok okay perfect thanks understood welcome',
    'under unless unlike until up upon use used user users value very via wait was way we week well were what when where whether which while who whole whom whose why will with within without work worker workers would year years yes yet you your',
  ].flatMap((line) => line.split(' ')),
);

/** Endings of words that are made of others, which names hardly have. */
const derived =
  /(?:ly|ing|ed|tion|tions|sion|sions|ment|ments|ness|ity|ities|ance|ence|able|ible|ous|ful|less|ship|age|ures?)$/;

/** Whether a word at the beginning of a sentence is taken for an ordinary one. */
export function isCommonOpening(word: string): boolean {
  const stem = word.replace(/['’](?:s|re|ve|ll|d|t)$|n['’]t$/, '');
  return common.has(word) || common.has(stem) || common.has(stem.replace(/s$/, '')) || derived.test(word);
}
