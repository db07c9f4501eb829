import type { SignedReceipt } from '../../api/types';

/** RFC 8785: members sorted by UTF-16 units, no white space; numbers and strings as ECMAScript writes them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

export interface ReceiptCheck {
  /** The receipt's text gives the hash that was signed. */
  hash: boolean;
  /** The payments sum to the fee. */
  sum: boolean;
}

/** What this browser can check by itself; `./datanet receipt verify` also recovers the signer and recomputes the shares. */
export async function verifyReceipt(signed: SignedReceipt): Promise<ReceiptCheck> {
  const text = new TextEncoder().encode(canonical(signed.receipt));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  const hash = `0x${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  const { fee, payments } = signed.receipt.billing;
  const paid = payments.reduce((sum, payment) => sum + BigInt(payment.amount), 0n);
  return { hash: hash === signed.receiptHash.toLowerCase(), sum: paid === BigInt(fee) };
}
