/** Whether the phone has refused to keep something: newer browsers tell no true figure of what is left. */
import { signal } from '@preact/signals';

export const full = signal(false);
