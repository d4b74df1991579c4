export function MentorsScreen() {
  return null;
}
