// Settings of pools and app clients: the API's names, which CloudFormation shares. Templates write numbers as text.
import { z } from 'zod';

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const count = z.coerce.number().int();
const names = z.array(z.string());
const contacts = z.array(z.enum(['email', 'phone_number']));

export const attributeSchema = z.object({
  Name: z.string().min(1).max(128),
  AttributeDataType: z.enum(['String', 'Number', 'DateTime', 'Boolean']).optional(),
  DeveloperOnlyAttribute: flag.optional(),
  Mutable: flag.optional(),
  Required: flag.optional(),
  StringAttributeConstraints: z
    .object({ MinLength: z.coerce.string().optional(), MaxLength: z.coerce.string().optional() })
    .optional(),
  NumberAttributeConstraints: z
    .object({ MinValue: z.coerce.string().optional(), MaxValue: z.coerce.string().optional() })
    .optional(),
});
export type AttributeSchema = z.output<typeof attributeSchema>;

const passwordPolicy = z.object({
  MinimumLength: count.min(6).max(99).default(8),
  RequireLowercase: flag.default(true),
  RequireUppercase: flag.default(true),
  RequireNumbers: flag.default(true),
  RequireSymbols: flag.default(true),
  TemporaryPasswordValidityDays: count.default(7),
  PasswordHistorySize: count.default(0),
});
export type PasswordPolicy = z.output<typeof passwordPolicy>;

const lambdaConfig = z.looseObject({
  PreSignUp: z.string().optional(),
  CustomMessage: z.string().optional(),
  PostConfirmation: z.string().optional(),
  PreAuthentication: z.string().optional(),
  PostAuthentication: z.string().optional(),
  DefineAuthChallenge: z.string().optional(),
  CreateAuthChallenge: z.string().optional(),
  VerifyAuthChallengeResponse: z.string().optional(),
  UserMigration: z.string().optional(),
  PreTokenGeneration: z.string().optional(),
  PreTokenGenerationConfig: z.object({ LambdaArn: z.string(), LambdaVersion: z.string() }).optional(),
});

export const MFA_TYPES = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'] as const;
export type MfaType = (typeof MFA_TYPES)[number];

const messageTemplate = z.object({
  EmailMessage: z.string().optional(),
  EmailSubject: z.string().optional(),
  SMSMessage: z.string().optional(),
});

export const poolSettings = z.looseObject({
  PoolName: z.string().min(1).max(128),
  Policies: z
    .looseObject({
      PasswordPolicy: passwordPolicy.prefault({}),
      SignInPolicy: z.object({ AllowedFirstAuthFactors: names }).optional(),
    })
    .prefault({}),
  Schema: z.array(attributeSchema).default([]),
  MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).default('OFF'),
  EnabledMfas: z.array(z.enum(MFA_TYPES)).default([]),
  LambdaConfig: lambdaConfig.default({}),
  AdminCreateUserConfig: z
    .looseObject({
      AllowAdminCreateUserOnly: flag.default(false),
      InviteMessageTemplate: messageTemplate.optional(),
    })
    .prefault({}),
  AutoVerifiedAttributes: contacts.default([]),
  AliasAttributes: z.array(z.enum(['email', 'phone_number', 'preferred_username'])).default([]),
  UsernameAttributes: contacts.default([]),
  UsernameConfiguration: z.object({ CaseSensitive: flag }).optional(),
  VerificationMessageTemplate: z
    .looseObject({
      DefaultEmailOption: z.string().optional(),
      EmailMessage: z.string().optional(),
      EmailSubject: z.string().optional(),
      SmsMessage: z.string().optional(),
    })
    .default({}),
  EmailVerificationMessage: z.string().optional(),
  EmailVerificationSubject: z.string().optional(),
  EmailAuthenticationMessage: z.string().optional(),
  EmailAuthenticationSubject: z.string().optional(),
  SmsVerificationMessage: z.string().optional(),
  SmsAuthenticationMessage: z.string().optional(),
  AccountRecoverySetting: z
    .object({
      RecoveryMechanisms: z
        .array(
          z.object({
            Name: z.enum(['verified_email', 'verified_phone_number', 'admin_only']),
            Priority: count.min(1).max(2),
          }),
        )
        .min(1)
        .max(2)
        .optional(),
    })
    .optional(),
  UserAttributeUpdateSettings: z
    .object({ AttributesRequireVerificationBeforeUpdate: contacts.default([]) })
    .default({ AttributesRequireVerificationBeforeUpdate: [] }),
  DeviceConfiguration: z
    .object({
      ChallengeRequiredOnNewDevice: flag.default(false),
      DeviceOnlyRememberedOnUserPrompt: flag.default(false),
    })
    .optional(),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  UserPoolTags: z.record(z.string(), z.string()).optional(),
});
export type PoolSettings = z.output<typeof poolSettings>;

/** What stays as the pool was created, or has an operation of its own. */
export const FIXED_POOL_SETTINGS = {
  Schema: true,
  AliasAttributes: true,
  UsernameAttributes: true,
  UsernameConfiguration: true,
  EnabledMfas: true,
} as const;

const AUTH_FLOWS = [
  ...(['ADMIN_NO_SRP_AUTH', 'CUSTOM_AUTH_FLOW_ONLY', 'USER_PASSWORD_AUTH'] as const),
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
] as const;
const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);

export const clientSettings = z.looseObject({
  ClientName: z.string().min(1).max(128),
  ExplicitAuthFlows: z
    .array(z.enum(AUTH_FLOWS))
    .default(['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']),
  AccessTokenValidity: count.min(0).max(86_400).default(0),
  IdTokenValidity: count.min(0).max(86_400).default(0),
  RefreshTokenValidity: count.min(0).max(315_360_000).default(0),
  TokenValidityUnits: z
    .object({ AccessToken: unit.default('hours'), IdToken: unit.default('hours'), RefreshToken: unit.default('days') })
    .prefault({}),
  ReadAttributes: names.optional(),
  WriteAttributes: names.optional(),
  EnableTokenRevocation: flag.default(true),
  PreventUserExistenceErrors: z.enum(['LEGACY', 'ENABLED']).default('LEGACY'),
  AuthSessionValidity: count.min(3).max(15).default(3),
  RefreshTokenRotation: z
    .object({ Feature: z.enum(['ENABLED', 'DISABLED']), RetryGracePeriodSeconds: count.min(0).max(60).default(0) })
    .optional(),
});
export type ClientSettings = z.output<typeof clientSettings>;

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** Lifetimes of a client's tokens in seconds; 0 in the settings means AWS's defaults: one hour, one hour, 30 days. */
export function tokenLifetimes(settings: ClientSettings): { access: number; id: number; refresh: number } {
  const units = settings.TokenValidityUnits;
  return {
    access: settings.AccessTokenValidity * SECONDS[units.AccessToken] || 3600,
    id: settings.IdTokenValidity * SECONDS[units.IdToken] || 3600,
    refresh: settings.RefreshTokenValidity * SECONDS[units.RefreshToken] || 30 * 86_400,
  };
}
