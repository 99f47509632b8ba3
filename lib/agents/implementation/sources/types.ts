/** `src/platform/types.js`: what the modules of the bundle agree on. */
export const typesSource = String.raw`/**
 * What is wrong with a record: the rule or check, a JSON pointer to the field, a code for programs and words for people.
 * @typedef {{ rule: string, path: string, code: string, message: string }} Finding
 *
 * @typedef {{ readonly [name: string]: unknown }} Data
 *
 * @typedef {{ name: string, label: string, type: string, isRequired: boolean, isPersonal: boolean }} Field
 *
 * Who asks.
 * @typedef {{ id: string, roles: readonly string[] }} Actor
 *
 * @typedef {{ actor: string, roles: readonly string[], isApproval: boolean }} Decision
 *
 * @typedef {object} ApprovalRequirement
 * @property {string} rule
 * @property {string} role
 * @property {number} approvals
 * @property {(data: Data) => boolean} isRequired
 * @property {(decisions: readonly Decision[], author: string) => boolean} isSatisfied
 *
 * @typedef {object} RetentionRule
 * @property {string} rule
 * @property {(createdAt: Date) => Date} expiresAt
 * @property {(createdAt: Date, now: Date) => boolean} isExpired
 *
 * @typedef {object} MaskRule
 * @property {string} rule
 * @property {readonly string[]} fields
 * @property {(data: Data, roles: readonly string[]) => Data} mask
 *
 * @typedef {object} ResidencyRule
 * @property {string} rule
 * @property {readonly string[]} regions
 * @property {(region: string | undefined) => Finding[]} checkRegion
 *
 * @typedef {object} Limiter
 * @property {(key: string, now: number) => { isAllowed: boolean, retryAfterMilliseconds: number }} take
 * @property {(now: number) => number} forgetBefore Returns how many windows are left.
 *
 * @typedef {{ rule: string, createLimiter: () => Limiter }} RateLimitRule
 *
 * The rules of one entity by duty.
 * @typedef {object} RuleSet
 * @property {readonly ((data: Data) => Finding[])[]} checks
 * @property {readonly ApprovalRequirement[]} approvals
 * @property {readonly RetentionRule[]} retentions
 * @property {readonly MaskRule[]} masks
 * @property {readonly ResidencyRule[]} residencies
 * @property {readonly RateLimitRule[]} rateLimits
 *
 * @typedef {object} EntityDefinition
 * @property {string} name The name in routes.
 * @property {readonly Field[]} fields
 * @property {(input: unknown) => Parsed<object>} parse
 * @property {RuleSet} rules
 *
 * What is stored of an entity. Times are ISO 8601 in UTC.
 * @typedef {object} StoredRecord
 * @property {string} id
 * @property {number} version
 * @property {'active' | 'waiting for approval' | 'rejected'} status
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string} author Who wrote this version.
 * @property {Data} data
 */

/**
 * @template Value
 * @typedef {{ isValid: true, value: Value } | { isValid: false, findings: Finding[] }} Parsed
 */

export {};
`;
