import { Printer, Search, Trash2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, IconButton } from '../../kit/button.tsx';
import { Choice, Segments } from '../../kit/choice.tsx';
import { Field } from '../../kit/field.tsx';
import { Keypad } from '../../kit/keypad.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { Card, Page } from '../../kit/panel.tsx';
import { Banner, Chip, EmptyState } from '../../kit/state.tsx';
import { Stepper } from '../../kit/stepper.tsx';
import { UndoBar } from '../../kit/undo-bar.tsx';
import type { GalleryShop } from '../fixtures/shop.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';

const icon = { size: 18, 'aria-hidden': true } as const;

function Buttons(): ReactElement {
  return (
    <Card title="Button">
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" hint="F12" onPress={nowhere}>
          Primary
        </Button>
        <Button icon={<Printer {...icon} />} hint="P" onPress={nowhere}>
          Plain
        </Button>
        <Button tone="quiet" hint="Esc" onPress={nowhere}>
          Quiet
        </Button>
        <Button tone="bad" icon={<Trash2 {...icon} />} hint="Del" onPress={nowhere}>
          Bad
        </Button>
        <Button tone="primary" isDisabled onPress={nowhere}>
          Disabled
        </Button>
        <Button size="tall" onPress={nowhere}>
          Tall
        </Button>
        <Button tone="primary" size="giant" hint="Enter" onPress={nowhere}>
          Giant
        </Button>
        <IconButton label="Remove" icon={<Trash2 {...icon} />} onPress={nowhere} />
      </div>
    </Card>
  );
}

function Fields(): ReactElement {
  return (
    <Card title="Field, Choice, Segments, Stepper">
      <div className="grid grid-cols-2 gap-4">
        <Held start="Kedai Senja">
          {(value, change) => <Field label="Name" help="As on the receipt" value={value} onChange={change} />}
        </Held>
        <Held start="12,9O">
          {(value, change) => (
            <Field label="Price" money value={value} onChange={change} error="That is not an amount of money" />
          )}
        </Held>
        <Field label="Search" icon={<Search {...icon} />} placeholder="Name or number" value="" onChange={nowhere} />
        <Held start="a">
          {(value, change) => (
            <Choice
              label="Choice"
              value={value}
              onChange={change}
              options={[
                { value: 'a', label: 'The first' },
                { value: 'b', label: 'The second' },
              ]}
            />
          )}
        </Held>
        <Held start="light">
          {(value, change) => (
            <Segments
              label="Segments"
              value={value}
              onChange={change}
              options={['light', 'dark', 'system'].map((each) => ({ value: each, label: each }))}
            />
          )}
        </Held>
        <div>
          <Stepper text="2" lessLabel="One less" moreLabel="One more" onLess={nowhere} onMore={nowhere} />
        </div>
      </div>
    </Card>
  );
}

function States(): ReactElement {
  return (
    <Card title="Banner, Chip, UndoBar">
      <div className="flex flex-col gap-3">
        <Banner tone="bad" title="The disk is full" text="Free some space. Every completed sale is safe." />
        <Banner tone="warn" title="Printer: paper out" text="Sales go on; refill it and receipts follow." />
        <Banner tone="info" title="Reading the file" />
        <Banner tone="ok" title="Saved" />
        <div className="flex gap-2">
          {(['ok', 'warn', 'bad', 'info', 'idle'] as const).map((tone) => (
            <Chip key={tone} tone={tone}>
              {tone}
            </Chip>
          ))}
        </div>
        <UndoBar text="Added: Flat white" undoLabel="Undo" onUndo={nowhere} />
      </div>
    </Card>
  );
}

function Figures({ shop }: { readonly shop: GalleryShop }): ReactElement {
  return (
    <Card title="MoneyText">
      <div className="flex flex-col items-end gap-1">
        {[0, 5, 111, 99_999, 123_456_789, -4711].map((cents) => (
          <MoneyText key={cents} minor={shop.price(cents)} className="text-xl" />
        ))}
        <MoneyText minor={shop.price(500)} signed className="text-xl" />
        <MoneyText minor={shop.price(4711)} className="text-display font-bold leading-none" />
      </div>
    </Card>
  );
}

const kit: Specimen = {
  id: 'kit',
  states: {
    controls: () => (
      <Page title="Controls" backLabel="Back" onBack={nowhere}>
        <div className="flex flex-col gap-4 pb-5">
          <Buttons />
          <Fields />
        </div>
      </Page>
    ),
    states: (shop) => (
      <Page title="States and figures" backLabel="Back" onBack={nowhere}>
        <div className="grid grid-cols-2 gap-4">
          <States />
          <Figures shop={shop} />
          <Card title="Keypad">
            <Keypad onKey={nowhere} backLabel="Delete" withDoubleZero />
          </Card>
          <Card title="EmptyState">
            <EmptyState
              icon={<Search size={52} aria-hidden="true" />}
              title="Nothing here"
              text="This is how it comes."
            />
          </Card>
        </div>
      </Page>
    ),
  },
};

export const specimens: readonly Specimen[] = [kit];
