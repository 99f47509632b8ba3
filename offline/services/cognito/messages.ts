import { z } from 'zod';
import { sendMail } from './mailbox.ts';
import type { Client, CognitoState, Pool } from './state.ts';
import { readResponse, runTrigger, triggerAttributes } from './triggers.ts';
import type { User } from './users.ts';

/** Why a message is sent: the second half of the CustomMessage trigger's source. */
export type MessageReason =
  | 'SignUp'
  | 'AdminCreateUser'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'Authentication';

export type DeliveryDetails = { AttributeName: string; DeliveryMedium: 'EMAIL' | 'SMS'; Destination: string };

export type Message = {
  pool: Pool;
  client: Client | undefined;
  user: User;
  reason: MessageReason;
  attribute: 'email' | 'phone_number';
  /** Where to: the attribute's value, or a new one that is not yet verified. */
  destination: string;
  code: string;
  /** The name that the person signs in with. */
  signInName?: string;
  clientMetadata?: Record<string, string> | undefined;
};

type Texts = { email: string; subject: string; sms: string };

const custom = z.object({
  smsMessage: z.string().nullish(),
  emailMessage: z.string().nullish(),
  emailSubject: z.string().nullish(),
});

/** Sends a code or temporary password in the pool's own words, or the CustomMessage trigger's. */
export async function deliver(state: CognitoState, message: Message): Promise<DeliveryDetails> {
  const { pool, attribute, destination, code, user } = message;
  const texts = await chooseTexts(state, message);
  const fill = (text: string) =>
    text
      .replaceAll(/\{####\}|\{##[^#]+##\}/g, () => code)
      .replaceAll('{username}', () => message.signInName ?? user.username);
  const medium = attribute === 'email' ? 'EMAIL' : 'SMS';
  sendMail(state, {
    to: destination,
    medium,
    subject: medium === 'EMAIL' ? fill(texts.subject) : '',
    body: fill(medium === 'EMAIL' ? texts.email : texts.sms),
    code,
  });
  state.context.log.info(`${medium === 'EMAIL' ? 'mail' : 'text message'} to the local mailbox`, {
    to: destination,
    reason: message.reason,
    pool: pool.id,
  });
  return { AttributeName: attribute, DeliveryMedium: medium, Destination: masked(destination) };
}

async function chooseTexts(state: CognitoState, message: Message): Promise<Texts> {
  const { pool, client, user, reason, clientMetadata } = message;
  const own = templates(pool, reason);
  const response = await runTrigger(state, {
    pool,
    client,
    trigger: 'CustomMessage',
    source: `CustomMessage_${reason}`,
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: reason === 'AdminCreateUser' ? '{username}' : null,
      ...(clientMetadata && { clientMetadata }),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const changed = readResponse(custom, response);
  return {
    email: changed.emailMessage ?? own.email,
    subject: changed.emailSubject ?? own.subject,
    sms: changed.smsMessage ?? own.sms,
  };
}

function templates({ settings }: Pool, reason: MessageReason): Texts {
  const verification = settings.VerificationMessageTemplate;
  switch (reason) {
    case 'AdminCreateUser': {
      const invite = settings.AdminCreateUserConfig.InviteMessageTemplate;
      const text = 'Your username is {username} and temporary password is {####}.';
      return {
        email: invite?.EmailMessage ?? text,
        subject: invite?.EmailSubject ?? 'Your temporary password',
        sms: invite?.SMSMessage ?? text,
      };
    }
    case 'Authentication':
      return {
        email: settings.EmailAuthenticationMessage ?? 'Your sign-in code is {####}.',
        subject: settings.EmailAuthenticationSubject ?? 'Your sign-in code',
        sms: settings.SmsAuthenticationMessage ?? 'Your authentication code is {####}.',
      };
    case 'SignUp':
    case 'ResendCode':
    case 'ForgotPassword':
    case 'UpdateUserAttribute':
    case 'VerifyUserAttribute': {
      const text =
        reason === 'ForgotPassword' ? 'Your password reset code is {####}' : 'Your confirmation code is {####}';
      return {
        email: verification.EmailMessage ?? settings.EmailVerificationMessage ?? text,
        subject: verification.EmailSubject ?? settings.EmailVerificationSubject ?? 'Your verification code',
        sms: verification.SmsMessage ?? settings.SmsVerificationMessage ?? text,
      };
    }
  }
}

/** `n***@c***` and `+*******1234`: enough for its owner to know the place. */
export function masked(destination: string): string {
  const [name = '', domain] = destination.split('@');
  if (domain === undefined) return `+${'*'.repeat(7)}${destination.slice(-4)}`;
  return `${name.charAt(0)}***@${domain.charAt(0)}***`;
}
