/** Words for places in an answer, and the AWS regions that lie there. The first region is the one to build in. */
const places: readonly (readonly [words: RegExp, name: string, regions: readonly string[]])[] = [
  [/\b(?:germany|german|deutschland|frankfurt)\b/i, 'Germany', ['eu-central-1']],
  [/\b(?:switzerland|swiss|schweiz|zurich|zürich)\b/i, 'Switzerland', ['eu-central-2']],
  [/\b(?:austria|austrian|österreich)\b/i, 'Austria', []],
  [/\b(?:france|french|paris)\b/i, 'France', ['eu-west-3']],
  [/\b(?:ireland|irish|dublin)\b/i, 'Ireland', ['eu-west-1']],
  [/\b(?:spain|spanish|españa)\b/i, 'Spain', ['eu-south-2']],
  [/\b(?:italy|italian|milan)\b/i, 'Italy', ['eu-south-1']],
  [/\b(?:sweden|swedish|stockholm)\b/i, 'Sweden', ['eu-north-1']],
  [/\b(?:uk|united kingdom|britain|british|england|london)\b/i, 'the United Kingdom', ['eu-west-2']],
  [/\b(?:usa|u\.s\.|united states|america|US)\b/, 'the United States', ['us-east-1', 'us-east-2', 'us-west-2']],
  [/\b(?:canada|canadian)\b/i, 'Canada', ['ca-central-1', 'ca-west-1']],
  [/\b(?:australia|australian|sydney)\b/i, 'Australia', ['ap-southeast-2', 'ap-southeast-4']],
  [/\b(?:japan|japanese|tokyo)\b/i, 'Japan', ['ap-northeast-1', 'ap-northeast-3']],
  [/\b(?:india|indian|mumbai)\b/i, 'India', ['ap-south-1', 'ap-south-2']],
  [/\b(?:singapore)\b/i, 'Singapore', ['ap-southeast-1']],
  [/\b(?:brazil|brazilian|são paulo|sao paulo)\b/i, 'Brazil', ['sa-east-1']],
  [
    /\b(?:EU|e\.u\.|european union|europe|EEA|EWR)\b|\beu\b/i,
    'the European Union',
    ['eu-central-1', 'eu-west-1', 'eu-west-3', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ],
];

/** The place that an answer names, with its regions: none where AWS has none there. A country goes before a continent. */
export function findPlace(words: string): { name: string; regions: readonly string[] } | undefined {
  const found = places.find(([pattern]) => pattern.test(words));
  return found && { name: found[1], regions: found[2] };
}

const regionCode =
  /\b(?:us|eu|ap|sa|ca|me|af|il|mx)-(?:gov-)?(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-\d\b/g;

/** AWS regions named by their code. */
export function findRegionCodes(words: string): string[] {
  return [...new Set(words.toLowerCase().match(regionCode) ?? [])];
}
