// Pages of a signed-in person: account, devices, own data.
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import { Hidden } from '../ui/fields.tsx'
import { Section, Stack } from '../ui/layout.tsx'
import { Notice } from '../ui/notice.tsx'
import { Card, DefinitionList } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { Time } from '../ui/time.tsx'
import { accountsId as w } from '../words/accounts.id.ts'
import { PersonalPage } from './personal-page.tsx'
import type { AccessRow, AccountHome, Device } from './queries.ts'

type Reader = 'applicant' | 'officer'

/** `pemeriksa:v07` as a person reads it: Pemeriksa berkas V-07. */
function roleName(role: string): string {
  const [key = '', code = ''] = role.split(':')
  const names: Readonly<Record<string, string>> = w.data.roles
  return [names[key] ?? w.data.system, code.toUpperCase().replace(/^([A-Z]+)(\d)/, '$1-$2')]
    .filter((part) => part !== '')
    .join(' ')
}

interface Way {
  href: string
  title: string
  note: string
}

export function AccountPage({
  services,
  reader,
  home,
  token,
}: {
  services: Services
  reader: Reader
  home: AccountHome
  token: string
}) {
  const own: Way[] = [
    { href: '/akun/perangkat', title: w.home.devices, note: w.home.devicesNote },
    { href: '/akun/data', title: w.home.data, note: w.home.dataNote },
  ]
  const ways: Way[] =
    reader === 'officer'
      ? [{ href: '/petugas', title: w.home.desk, note: w.home.deskNote }, ...own]
      : [
          { href: '/lamaran', title: w.home.application, note: w.home.applicationNote },
          { href: '/kotak-masuk', title: w.home.inbox, note: w.home.inboxNote },
          ...own,
        ]
  return (
    <PersonalPage services={services} reader={reader} path="/akun" title={w.home.title}>
      <DefinitionList
        rows={[
          [w.home.email, home.email] as const,
          ...(home.createdAt === undefined
            ? []
            : [[w.home.since, <Time at={home.createdAt} lang="id" style="date" />] as const]),
        ]}
      />
      <Card>
        <ul class="t-list">
          {ways.map((way) => (
            <li>
              <a href={way.href} class="t-strong">
                {way.title}
              </a>
              <p class="t-small t-muted">{way.note}</p>
            </li>
          ))}
        </ul>
      </Card>
      <form method="post" action="/keluar">
        <Hidden name="token" value={token} />
        <Button variant="second">{w.home.signOut}</Button>
      </form>
    </PersonalPage>
  )
}

export interface DevicesProps {
  services: Services
  reader: Reader
  devices: readonly Device[]
  current: string
  token: string
  done?: boolean
}

export function DevicesPage({ services, reader, devices, current, token, done }: DevicesProps) {
  return (
    <PersonalPage
      services={services}
      reader={reader}
      path="/akun/perangkat"
      title={w.devices.title}
      lead={w.devices.lead}
    >
      {done ? (
        <Notice tone="ok" role="status">
          {w.devices.revoked}
        </Notice>
      ) : null}
      <Table
        caption={w.devices.caption}
        quietCaption
        rows={devices}
        columns={[
          {
            head: w.devices.browser,
            rowHead: true,
            cell: (device) =>
              `${device.browser === '' ? w.devices.unknown : device.browser}${device.id === current ? ` (${w.devices.current})` : ''}`,
          },
          {
            head: w.devices.first,
            optional: true,
            cell: (device) => <Time at={device.createdAt} lang="id" />,
          },
          { head: w.devices.last, cell: (device) => <Time at={device.seenAt} lang="id" /> },
          {
            head: w.devices.action,
            cell: (device) =>
              device.id === current ? null : (
                <form method="post" action="/akun/perangkat">
                  <Hidden name="token" value={token} />
                  <Hidden name="id" value={device.id} />
                  <Button variant="quiet" size="s">
                    {w.devices.revoke}
                  </Button>
                </form>
              ),
          },
        ]}
      />
      {devices.length > 1 ? (
        <form method="post" action="/akun/perangkat">
          <Hidden name="token" value={token} />
          <Hidden name="id" value="lainnya" />
          <Button variant="second">{w.devices.revokeOthers}</Button>
        </form>
      ) : (
        <p class="t-muted">{w.devices.only}</p>
      )}
    </PersonalPage>
  )
}

export function DataPage({
  services,
  reader,
  rows,
  token,
}: {
  services: Services
  reader: Reader
  rows: readonly AccessRow[]
  token: string
}) {
  return (
    <PersonalPage
      services={services}
      reader={reader}
      path="/akun/data"
      title={w.data.title}
      lead={w.data.lead}
    >
      <Section id="akses" title={w.data.accessTitle}>
        {rows.length === 0 ? (
          <p class="t-muted">{w.data.noAccess}</p>
        ) : (
          <Table
            caption={w.data.accessCaption}
            quietCaption
            rows={rows}
            columns={[
              { head: w.data.when, cell: (row) => <Time at={row.at} lang="id" /> },
              { head: w.data.who, rowHead: true, cell: (row) => roleName(row.role) },
              { head: w.data.what, cell: (row) => row.what },
              { head: w.data.why, optional: true, cell: (row) => row.purpose },
            ]}
          />
        )}
      </Section>
      <Section id="salinan" title={w.data.copyTitle} intro={w.data.copyNote}>
        <Stack>
          <form method="post" action="/akun/data/salinan">
            <Hidden name="token" value={token} />
            <ButtonRow>
              <Button variant="second" icon="download">
                {w.data.copy}
              </Button>
            </ButtonRow>
          </form>
        </Stack>
      </Section>
    </PersonalPage>
  )
}
