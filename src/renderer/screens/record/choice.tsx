import { Field, Label, Select, ValidationMessage } from '@digdir/designsystemet-react';

type ChoiceProps = {
  label: string;
  name?: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  fault?: string | undefined;
  onValue: (value: string) => void;
};

export function Choice({ label, name, value, options, fault, onValue }: ChoiceProps) {
  return (
    <Field>
      <Label>{label}</Label>
      <Select
        name={name}
        value={value}
        aria-invalid={Boolean(fault)}
        onChange={(event) => onValue(event.target.value)}
      >
        {options.map(([each, text]) => (
          <Select.Option key={each} value={each}>
            {text}
          </Select.Option>
        ))}
      </Select>
      {fault && <ValidationMessage>{fault}</ValidationMessage>}
    </Field>
  );
}
