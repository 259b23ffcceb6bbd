/** The name that was searched in vain, carried over to the form that adds a person. */
let name = '';

export function wanted(searched: string): void {
  name = searched.trim();
}

export function takeWanted(): string {
  const taken = name;
  name = '';
  return taken;
}
