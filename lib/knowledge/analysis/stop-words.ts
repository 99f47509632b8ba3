const setOf = (words: string) => new Set(words.split(' '));

/** Words that say nothing about what a text is about, folded, by language. */
const stopWords: Readonly<Record<string, ReadonlySet<string>>> = {
  en: setOf(
    'a about above after again all also am an and any are aren as at be because been before being below between both but by can cannot could couldn d did didn do does doesn doing don down during each few for from further had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn it its itself just ll m me more most mustn my myself no nor not of off on once only or other our ours ourselves out over own re s same shan she should shouldn so some such t than that the their theirs them themselves then there these they this those through to too under until up upon us ve very was wasn we were weren what when where which while who whom whose why will with won would wouldn you your yours yourself yourselves shall may might must',
  ),
  de: setOf(
    'aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei bin bis bist da damit dann das dass dasselbe dazu dein deine dem den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euer fur gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist jede jedem jeden jeder jedes kann kein keine konnen konnte man mehr mein mit muss nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner sich sie sind so soll sollte sondern sonst uber um und uns unser unter vom von vor wahrend war waren warum was weil welche welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird wo wurde wurden zu zum zur zwar zwischen',
  ),
  fr: setOf(
    'a ai aie as au aux avec avons ayant c ce ceci cela ces cet cette comme d dans de des dont du elle elles en es est et etaient etait ete etre eu eux il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas plus pour qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont sur t ta te tes toi ton tu un une vos votre vous y',
  ),
  es: setOf(
    'a al algo ante antes como con contra cual cuando cuanto de del desde donde durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba estado estan estar estas este esto estos fue fueron ha habia han hasta hay la las le les lo los mas me mi mientras muy nada ni no nos nosotros nuestra nuestro o otra otro para pero por porque pues que quien se sea segun ser si sido sin sobre son su sus tambien te tiene tienen todo todos tu un una uno unos y ya yo',
  ),
  it: setOf(
    'a ad agli ai al alla alle allo anche avere c che chi ci come con contro cui da dagli dai dal dalla dalle dallo degli dei del della delle dello di dove e ed era erano essere fra gli ha hanno ho i il in io l la le lei li lo loro lui ma mi mia mio nei nel nella nelle nello noi non nostra nostro o per perche piu quale quando quanto quella quelle quelli quello questa queste questi questo se sei si sia sono stata stato su sua sue sugli sui sul sulla sulle suo tra tu tutti tutto un una uno voi',
  ),
  pt: setOf(
    'a ao aos as ate com como da das de dela dele deles depois do dos e ela elas ele eles em entre era eram essa essas esse esses esta estao estas este estes eu foi foram ha isso isto ja la lhe mais mas me mesmo meu minha muito na nao nas nem no nos nossa nosso num numa o os ou para pela pelas pelo pelos por porque qual quando que quem sao se sem ser seu seus so sua suas tambem te tem todos tu tua um uma voce',
  ),
  nl: setOf(
    'aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want waren was wat werd wezen wie wil worden wordt zal ze zelf zich zij zijn zo zonder zou',
  ),
};
/** Words that only make a question of it. */
const questionWords: Readonly<Record<string, ReadonlySet<string>>> = {
  en: setOf(
    'please tell explain describe list give show find say says said mention mentioned according document documents many much long often far does name called kind type happen happens know',
  ),
  de: setOf('bitte erklare nenne zeige sage laut dokument viel viele lange oft heisst gibt'),
  fr: setOf('combien expliquez donnez selon document comment pourquoi'),
  es: setOf('cuantos cuantas cuanta explique segun documento'),
};
const none: ReadonlySet<string> = new Set();

/** Whether a folded word says nothing in its language; of a question, also what only asks. */
export function isStopWord(word: string, language: string, isQuestion = false): boolean {
  if ((stopWords[language] ?? none).has(word)) return true;
  return isQuestion && (questionWords[language] ?? none).has(word);
}
