"""The kit: what every page of the window is built from. It knows no household, no office, no operation.

Import from its modules; nothing is imported here, so that the first paint stays quick.

theme      `colour(name)`, `font(kind, bold)`, `height(name)`, `width(name)`, `scaled(px)`; `dress(app, percent)`
labels     `Text(words, kind, tone, wrap)`, `Line` (elides, with a tooltip), `Sign(icon)`, `Hairline`
buttons    `Button(words, kind, icon, pressed_do)`: primary, quiet, plain, link, block; `IconButton`, `CheckBox`
cards      `Card(title, note, actions, flush)` with `body` and `tools`; `PageHeader(title, line, actions)`;
           `EmptyPage`; `ScrollPage` with `body`; `Surface`
lists      `ListCard(left, right, parts, foot)`: tools above, the list or what stands for it, the bar below
part_lists `PartList(lines)` with `chosen`; `beside(parts, shown, wide)`
chips      `Chip(words, tone)`, `FilterChip(name, value)` with `opened`, `removed`
segments   `Segments([Choice(key, words)])`, `Anchors` (with dots); both say `chosen(key)`
figures    `FigureStrip([Figure(key, label, number, unit, note)])`, `show_figures`, `pressed(key)`
todos      `TodoGroup(words, count)`, `TodoRow(icon, sentence, facts, verb, do, chip, tone)`, `TintedIcon`
fields     `TextField`, `LongTextField`, `SearchField`; in `number_fields`: `NumberField(places)`,
           `DateField(month)` (with a month to pick from); in `secret_fields`: `MaskedField`, `PasswordField`.
           All have `answer()`, `set_answer(value)`, `set_issue(level)`, `set_locked(locked)`, signals `answered`
           (finished and different), `typed` (every keystroke); Enter finishes and moves on (`after_enter`)
choices    `ChoiceField(options)`, `MultiChoiceField`, `YesNoField`: picked by code, label or pinyin initials
rows       `FieldGrid.add(label, field, required, alone, whole)` gives a `FieldRow`, whose
           `say_issue(sentence, level)` shows or takes away its issue; `set_label_width` gives the parts of one
           form the same label column; `ReadRow`, `IssueLine`
cells      `Column(key, title, width, kind, stretch, sortable, editor)`, `Row(key, cells)`,
           `Mark(words, tone, note, bold, frame)`; kinds: text number chips check link icon boxed centre
sources    `Listed(rows)`, `Paged(count, fetch)` with `fetch(Page(offset, limit, after), give)`; `at_once(read)`
tables     `Table(columns, ticks, row_height)`: `show_rows`, `show_source`, `show_sort`, `ticked`, `tick`;
           signals `opened`, `current_changed`, `sorted_by`, `ticks_changed`, `ticked_all`, `menu_asked`
grids      `Grid(columns, answer_of)`: a table that is typed in, cell by cell, where a `Column` has an `editor`
           (`lambda parent: TextField()`); `answered(key, column, value)`, `pasted(key, column, block)`
trees      `Tree.show_tree([Branch(key, words, count, below)])`, `chosen(key)`
bars       `ActionBar(actions)`, `ProgressLine`, `StatusLine.tell(sentence, tone, verb, do)`, `Bar(share)`,
           `WaitingBar()`
timelines  `Timeline.show_days([Day(words, [Event(...)])], more)`; `Facts`
steps      `Steps(words)`, `show_step(number)`
popups     `Popup(owner)` with `body`, `open_under(wide, high)`; `Menu`, `PickList`, `Option(code, label, note)`
dialogs    `ask(owner, title, body, verb, safe, then)`; `Dialog` with `content` and `accepts`
painting   `draw_text`, `draw_chip`, `fill_round`, `focus_ring`, `draw_shadow` for painted widgets of a page

A page has a `PageHeader`, cards 12 pixels apart and margins of 24, and one `primary` button. Tones everywhere:
neutral, ok, warn, bad, accent; bad only for errors and what is overdue. Long work goes to the window's lanes.
What a page gets from the frame is `app.ui.desks.Desk`; it is named in `app.ui.pages`.
A widget's own signal is connected to a bound method, never to a lambda that
holds the widget: such a widget is freed in the midst of its own destruction.
"""
