/** Every screen behind the first, in one piece: small files pack badly, and each costs a slow network a trip. */
export * from './attendance';
export * from './budget';
export * from './discussion';
export * from './invitation';
export * from './meeting';
export * from './other';
