/** The phone's own lock as a secret: a passkey of this phone with the PRF extension of WebAuthn. */
import type { Passkey } from '../../../store/types';

type Bytes = Uint8Array<ArrayBuffer>;
/** What TypeScript's own types do not know yet. */
interface Capable {
  readonly getClientCapabilities?: () => Promise<Readonly<Record<string, boolean>>>;
}

export async function phoneLockIsHere(): Promise<boolean> {
  if (!('PublicKeyCredential' in globalThis)) return false;
  const able = await (PublicKeyCredential as Capable)
    .getClientCapabilities?.()
    .catch(() => undefined);
  if (able?.['extension:prf'] === false) return false;
  return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
}

/** Makes a passkey and has it tell its secret; undefined: the phone cannot, or the person would not. */
export async function makePasskey(
  who: string,
): Promise<{ readonly passkey: Passkey; readonly secret: Bytes } | undefined> {
  const salt = random(32);
  try {
    const made = (await navigator.credentials.create({
      publicKey: {
        rp: { name: 'Rembuk Desa' },
        user: { id: random(16), name: who, displayName: who },
        challenge: random(32),
        pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: {
          authenticatorAttachment: 'platform',
          residentKey: 'preferred',
          userVerification: 'required',
        },
        extensions: { prf: { eval: { first: salt } } },
      },
    })) as PublicKeyCredential | null;
    if (!made?.getClientExtensionResults().prf?.enabled) return undefined;
    const passkey = { credential: new Uint8Array(made.rawId), salt };
    const secret = await secretOf(passkey);
    return secret && { passkey, secret };
  } catch {
    return undefined;
  }
}

/** Asks for the finger or the pattern; undefined: not given. */
export async function secretOf({ credential, salt }: Passkey): Promise<Bytes | undefined> {
  try {
    const given = (await navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: 'public-key', id: credential, transports: ['internal'] }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: salt } } },
      },
    })) as PublicKeyCredential | null;
    const first = given?.getClientExtensionResults().prf?.results?.first;
    if (!first) return undefined;
    return ArrayBuffer.isView(first)
      ? new Uint8Array(first.buffer as ArrayBuffer, first.byteOffset, first.byteLength).slice()
      : new Uint8Array(first);
  } catch {
    return undefined;
  }
}

function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}
