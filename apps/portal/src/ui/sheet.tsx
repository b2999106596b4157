// The component sheet: every component in its states, so that a change of the look can be seen in one place and
// checked by axe. Rendered at /_komponen in the demo only; all figures in it are invented.
import type { Child } from 'hono/jsx'
import { format } from '../words/format.ts'
import { Button, ButtonRow, Chip } from './button.tsx'
import {
  Figure,
  Funnel,
  HBar,
  Histogram,
  Meter,
  Progress,
  Ratios,
  Scale,
  scalePosition,
  Strip,
  SunPath,
} from './charts.tsx'
import { Diff } from './diff.tsx'
import {
  Checkbox,
  CheckboxGroup,
  DateFields,
  ErrorSummary,
  FileField,
  Radio,
  Select,
  TextArea,
  TextField,
} from './fields.tsx'
import { Mark, Sun } from './icon.tsx'
import { Columns, Grid, Layout, Row, Section, Stack, Wrap, type Site } from './layout.tsx'
import { Contents, Crumbs, Facet, Facets, Pagination, SearchForm, Tabs } from './navigation.tsx'
import { Badge, EmptyState, Notice, Waiting } from './notice.tsx'
import { Answer, Command, Hash, ProofSteps, ReceiptList, Seal, Verdict } from './proof.tsx'
import { Due, News, Steps, Trace, Track } from './stages.tsx'
import { Card, Checks, DefinitionList, Details, Figures, FileRow, Hero, Prose, Stats } from './surface.tsx'
import { Table } from './table.tsx'
import { Day, Time } from './time.tsx'

const f = format('id')
const NOW = '2026-09-09T03:24:07Z'
const COLOURS = [
  'brand',
  'equator',
  'sun',
  'ok',
  'act',
  'no',
  'obj',
  'text',
  'text-2',
  'line-2',
  'line',
  'sky',
  'water',
  'deep',
]
const STAGES = [
  { name: 'Lowongan diumumkan', when: '2–8 Agu', state: 'done' },
  { name: 'Pendaftaran', when: '9–23 Agu', state: 'now' },
  { name: 'Seleksi administrasi', when: '24 Agu–7 Sep', state: 'next' },
  { name: 'Masa sanggah', when: '8–10 Sep', state: 'next' },
  { name: 'SKD', when: '4–9 Okt', state: 'next' },
  { name: 'Pengumuman akhir', when: '29 Nov', state: 'next' },
] as const

function Part({ id, title, children }: { id: string; title: string; children?: Child }) {
  return (
    <Section id={id} title={title}>
      <Stack gap={4}>{children}</Stack>
    </Section>
  )
}

function Fields() {
  return (
    <Part id="isian" title="Isian">
      <ErrorSummary
        errors={[{ field: 'ipk', text: 'IPK ditulis antara 0,00 dan 4,00. Anda menulis 312.' }]}
      />
      <Grid min={15}>
        <TextField
          name="telepon"
          label="Nomor telepon"
          hint="Contoh: 0812 0000 0000"
          inputmode="tel"
          autocomplete="tel"
        />
        <TextField
          name="ipk"
          label="IPK"
          value="312"
          error="IPK ditulis antara 0,00 dan 4,00. Anda menulis 312."
          inputmode="decimal"
        />
        <TextField
          name="nik"
          label="NIK"
          hint="Dari akun, tidak bisa diubah"
          value="•••• •••• •••• 0003"
          disabled
        />
        <Select
          name="pendidikan"
          label="Pendidikan"
          options={[
            { value: 'd3', label: 'D-3' },
            { value: 's1', label: 'S-1' },
          ]}
        />
      </Grid>
      <DateFields
        name="lahir"
        label="Tanggal lahir"
        hint="Seperti di KTP, misalnya 30 6 1999"
        autocomplete="bday"
      />
      <TextArea name="alasan" label="Alasan" hint="20 sampai 400 huruf" optional rows={3} />
      <FileField name="ijazah" label="Ijazah" accept="application/pdf" kinds="PDF" limit="1 MB" />
      <Grid min={15}>
        <Radio
          name="jalur"
          label="Jalur"
          value="umum"
          options={[
            { value: 'umum', label: 'Umum' },
            { value: 'khusus', label: 'Khusus disabilitas', hint: 'Dengan surat keterangan dokter' },
          ]}
        />
        <CheckboxGroup
          name="kabar"
          label="Kabar lewat"
          value={['email']}
          optional
          options={[
            { value: 'email', label: 'Email' },
            { value: 'kalender', label: 'Kalender' },
          ]}
        />
        <Checkbox
          name="setuju"
          label="Saya sudah membaca syarat"
          error="Beri tanda bila sudah membaca syarat."
        />
      </Grid>
    </Part>
  )
}

function Charts() {
  return (
    <Part id="grafik" title="Grafik">
      <Grid min={26}>
        <Figure lang="id" summary="Nilai akhir sebelas peserta. Empat di atas nilai batas.">
          <Strip
            label="Nilai akhir 11 peserta pada satu garis; empat di atas batas 72,1"
            values={[58, 60.5, 61, 63.2, 64, 66.1, 68.9, 72.1, 73.5, 75, 78.2]}
            me={{ at: 68.9, label: 'Anda 68,9' }}
            line={{ at: 72.1, label: 'batas 72,1' }}
            from={55}
            to={80}
            number={(n) => f.number(n)}
          />
        </Figure>
        <Figure
          lang="id"
          summary="Sebaran nilai SKD. Nilai tengahnya 326."
          table={
            <Table
              caption="Sebaran nilai SKD"
              columns={[
                { head: 'Nilai', cell: (r) => `${r.from}–${r.to - 1}`, rowHead: true },
                { head: 'Peserta', cell: (r) => f.number(r.count), num: true },
              ]}
              rows={[
                { from: 250, to: 300, count: 612 },
                { from: 300, to: 350, count: 934 },
              ]}
            />
          }
        >
          <Histogram
            label="Sebaran nilai SKD, nilai tengah 326"
            number={(n) => f.number(n)}
            bins={[40, 90, 210, 420, 612, 901, 934, 655, 220, 80, 20].map((count, i) => ({
              from: 200 + i * 25,
              to: 225 + i * 25,
              count,
            }))}
            line={{ at: 326, label: 'nilai tengah 326' }}
            limit={{ at: 286, label: 'ambang 286' }}
          />
        </Figure>
        <Figure lang="id" summary="Dari 6.204 yang mulai mengisi, 305 terpilih.">
          <Funnel
            shareText={(part, whole) => `${f.percent(part, whole)} dari tahap sebelumnya`}
            steps={[6204, 5412, 4603, 305].map((value, i) => ({
              label: ['Mulai mengisi', 'Lamaran terkirim', 'Memenuhi syarat', 'Terpilih'][i],
              value,
              text: f.number(value),
            }))}
          />
        </Figure>
        <Figure lang="id" summary="Tiga perbandingan di atas batas 0,80, satu di bawahnya.">
          <Ratios
            limit={80}
            belowText="perlu diperiksa"
            items={[
              { label: 'Perempuan / laki-laki', hundredths: 95, text: '0,95' },
              { label: 'Luar kota / dalam kota', hundredths: 91, text: '0,91' },
              { label: 'Di atas 30 tahun / sampai 30', hundredths: 72, text: '0,72' },
            ]}
          />
        </Figure>
      </Grid>
      <Card title="Batang, skala, dan kemajuan" level={3}>
        <Stack>
          <HBar
            bars={[
              { label: 'Surat lamaran', value: 41, text: '41' },
              { label: 'Ijazah', value: 17, text: '17' },
            ]}
          />
          <Scale position={scalePosition(5.5, 15.4)} label="5,5 pelamar per kursi, nilai tengah 15,4" />
          <Meter value={3} max={5} label="3 dari 5" tone="ok" />
          <Progress value={312} max={900} label="Mengunggah ijazah" note="312 KB dari 900 KB" />
          <SunPath elapsed={40} total={100} label="40 dari 100 menit" />
        </Stack>
      </Card>
    </Part>
  )
}

function Proofs() {
  return (
    <Part id="bukti" title="Bukti">
      <Grid min={20}>
        <Verdict tone="ok" title="Cocok">
          Peringkat yang diumumkan sama persis dengan hasil hitung ulang.
        </Verdict>
        <Verdict tone="no" title="Tidak cocok">
          Dua baris berbeda dari hasil hitung ulang.
        </Verdict>
      </Grid>
      <Columns variant="even">
        <Card title="Yang baru saja diperiksa" level={3}>
          <ProofSteps
            steps={[
              {
                tone: 'ok',
                state: 'Cocok',
                title: 'Berkas hasil',
                detail: 'Sidik berkas sama dengan yang dicatat.',
                aside: '0,2 detik',
              },
              {
                tone: 'no',
                state: 'Tidak cocok',
                title: 'Saksi ketiga',
                detail: 'Menyimpan titik periksa lain.',
              },
              { tone: 'idle', state: 'Belum diperiksa', title: 'Peringkat' },
            ]}
          />
        </Card>
        <Card title="Tanda terima" level={3}>
          <ReceiptList
            items={[
              {
                title: 'Lamaran terkirim',
                number: '171.902',
                hash: 'c41d08ee9a37',
                href: '#bukti',
                linkText: 'Periksa di catatan',
              },
              {
                title: 'Transkrip dikembalikan',
                number: '184.377',
                hash: '7f3a91c05be2',
                href: '#bukti',
                linkText: 'Periksa di catatan',
              },
            ]}
          />
        </Card>
      </Columns>
      <Seal>Diputuskan dua pemeriksa berkas, 12 September 2026. Catatan nomor 184.377.</Seal>
      <Command text="terang verify https://terang.example" copyLabel="Salin" copiedLabel="Sudah disalin" />
      <p>
        <Hash value="7f3a91c05be2c41d08ee9a37" />
      </p>
      <Answer head={<>Jawaban resmi panitia</>}>
        <p>Ya, boleh. Surat keterangan lulus dapat dipakai sampai ijazah terbit.</p>
      </Answer>
    </Part>
  )
}

export function Sheet({ site, theme }: { site: Site; theme?: 'light' | 'dark' }) {
  return (
    <Layout
      site={site}
      lang="id"
      title="Komponen"
      path="/_komponen"
      theme={theme}
      noindex
      translated={false}
      islands={['copy-text']}
      logLine={
        <>
          <span>
            Catatan publik: <b>184.392</b> catatan
          </span>
          <span>Titik periksa terakhir 14 Agustus 2026 pukul 10.20 WIB</span>
          <a href="#bukti">Periksa sendiri</a>
        </>
      }
    >
      <Hero
        eyebrow={
          <>
            <Sun />
            Sedang berlangsung
          </>
        }
        title="Komponen dan keadaan"
        lead="Satu garis, satu matahari, tanpa bayangan."
        trackTitle="Tahapan"
        aside={
          <SearchForm
            action="#"
            label="Cari lowongan untuk Anda"
            lang="id"
            large
            placeholder="Jabatan, jurusan, atau dinas"
          >
            <Row gap={2}>
              <Chip href="#isian">D-3 Keperawatan</Chip>
              <Chip href="#isian" current>
                S-1 Pendidikan
              </Chip>
            </Row>
          </SearchForm>
        }
        track={<Track stages={STAGES} lang="id" />}
      >
        <div class="t-track__card">
          <p class="t-strong">Tahap 2 dari 6: Pendaftaran</p>
        </div>
        <Stats
          plain
          items={[
            { label: 'Kursi', value: '312', note: '118 kesehatan, 96 guru, 98 teknis' },
            { label: 'Pelamar', value: '4.817', note: 'rata-rata 15,4 per kursi' },
            { label: 'Berkas sudah lengkap', value: '81', unit: '%', note: '3.902 dari 4.817 lamaran' },
            { label: 'Pertanyaan terjawab', value: '214', unit: '/231', note: 'setengahnya dalam 5 jam' },
          ]}
        />
        <Seal icon="refresh-cw">Angka dihitung ulang tiap 15 menit, terakhir pukul 10.15 WIB.</Seal>
      </Hero>
      <Wrap>
        <Crumbs label="Remah jalan" items={[{ label: 'Beranda', href: '/' }, { label: 'Komponen' }]} />
        <div class="t-title" data-v="wide">
          <p class="t-lead">Semua data di halaman ini rekaan.</p>
        </div>
        <Contents
          label="Isi halaman"
          items={['isian', 'grafik', 'bukti'].map((id) => ({ href: `#${id}`, label: id }))}
        />
        <div class="pb-6 pt-5">
          <Stack gap={7}>
            <Part id="warna" title="Warna">
              <ul class="t-swatches">
                {COLOURS.map((name) => (
                  <li>
                    <svg aria-hidden="true">
                      <rect width="100%" height="100%" fill={`var(--${name})`} />
                    </svg>
                    <code>--{name}</code>
                  </li>
                ))}
              </ul>
            </Part>
            <Part id="tombol" title="Tombol">
              <ButtonRow>
                <Button>Kirim lamaran</Button>
                <Button variant="second">Simpan dulu</Button>
                <Button variant="no">Tarik lamaran</Button>
                <Button variant="obj" icon="scale">
                  Ajukan sanggah
                </Button>
                <Button variant="quiet">Batalkan</Button>
              </ButtonRow>
              <ButtonRow>
                <Button blocked>Kirim lamaran</Button>
                <Button busy>Mengirim…</Button>
                <Button size="s">Kecil</Button>
                <Button size="icon" variant="second" icon="download" label="Unduh" />
                <Button variant="second" size="s" href="#tombol" iconEnd="arrow-right">
                  Semua lowongan
                </Button>
              </ButtonRow>
            </Part>
            <Fields />
            <Part id="tanda" title="Tanda keadaan">
              <Row>
                <Badge tone="now">Pendaftaran</Badge>
                <Badge tone="ok">Memenuhi</Badge>
                <Badge tone="act">Perlu diganti</Badge>
                <Badge tone="no">Tidak memenuhi</Badge>
                <Badge tone="obj">Disanggah</Badge>
                <Badge tone="info">Sedang disiapkan</Badge>
                <Badge>Belum mulai</Badge>
              </Row>
            </Part>
            <Part id="pemberitahuan" title="Pemberitahuan">
              <Grid min={20}>
                <Notice title="Jadwal SKB diumumkan 22 Oktober">
                  Kartu peserta terbit seminggu sebelumnya.
                </Notice>
                <Notice tone="ok" title="Lamaran terkirim">
                  Tanda terima 171.902. Simpan nomornya.
                </Notice>
                <Notice tone="act" strong title="Sinyal lemah">
                  Unggahan dilanjutkan sendiri.
                </Notice>
                <Notice tone="no" title="Berkas tidak terbuka">
                  PDF ini memakai kata sandi. Simpan ulang tanpa kata sandi.
                </Notice>
                <Notice tone="obj" title="Sanggah sedang diperiksa">
                  Dua petugas lain memeriksanya.
                </Notice>
              </Grid>
            </Part>
            <Part id="tabel" title="Tabel, halaman, tab">
              <Tabs
                label="Hasil"
                tabs={[
                  { href: '#tabel', label: 'Administrasi', current: true },
                  { href: '#tabel', label: 'SKD', count: '4.118' },
                  { href: '#tabel', label: 'Akhir' },
                ]}
              />
              <Table
                caption="Peringkat Perawat Terampil"
                columns={[
                  { head: 'Peringkat', cell: (r) => r.rank, num: true },
                  { head: 'Peserta', cell: (r) => r.who, rowHead: true },
                  { head: 'SKD', cell: (r) => r.skd, num: true, optional: true },
                  { head: 'Nilai akhir', cell: (r) => r.total, num: true, sort: 'descending' },
                  {
                    head: 'Hasil',
                    cell: (r) =>
                      r.in ? <Badge tone="ok">Lulus (L)</Badge> : <Badge tone="no">Tidak lulus (TL)</Badge>,
                  },
                ]}
                rows={[
                  { rank: 1, who: 'KX7-4QP', skd: '412', total: '78,204', in: true },
                  { rank: 2, who: 'MB2-9RT', skd: '398', total: '72,077', in: true },
                  { rank: 3, who: 'TQ8-1LD', skd: '377', total: '68,917', in: false },
                ]}
                mark={(r) => (r.rank === 2 ? 'cut' : r.rank === 3 ? 'me' : undefined)}
              />
              <Pagination page={4} pages={12} href={(n) => `?halaman=${n}#tabel`} lang="id" />
            </Part>
            <Part id="kartu" title="Kartu dan daftar">
              <Grid min={20}>
                <Card title="Lamaran" level={3} aside={<Badge tone="info">Sedang diperiksa</Badge>}>
                  <DefinitionList
                    rows={[
                      ['Jabatan', 'Perawat Terampil'],
                      ['Unit', 'Puskesmas Kampung Dalam'],
                    ]}
                  />
                </Card>
                <Card title="Nilai" level={3} variant="key">
                  <DefinitionList
                    pair
                    rows={[
                      ['TWK', '95'],
                      ['TIU', '120'],
                      ['TKP', '162'],
                    ]}
                  />
                </Card>
                <Card title="Pemeriksaan" level={3} variant="well">
                  <Checks
                    items={[
                      { tone: 'ok', state: 'Memenuhi', text: 'Umur 28 tahun' },
                      {
                        tone: 'no',
                        state: 'Tidak memenuhi',
                        text: 'Program studi',
                        note: 'Diminta Keperawatan (14201)',
                      },
                      { tone: 'act', state: 'Perlu diganti', text: 'Surat lamaran belum bermeterai' },
                    ]}
                  />
                </Card>
              </Grid>
              <Figures
                items={[
                  { value: '68,917', label: 'nilai Anda' },
                  { value: '72,077', label: 'nilai batas' },
                ]}
              />
              <FileRow
                name="Ijazah"
                meta="PDF, 812 KB, diunggah 12 Sep 2026"
                badge={<Badge tone="ok">Tersimpan</Badge>}
                checks={[
                  { tone: 'ok', text: 'Dapat dibuka' },
                  { tone: 'act', text: 'Halaman 2 tampak buram' },
                ]}
              />
              <Details summary="Cara menghitungnya">
                <Prose>
                  <p>Nilai akhir adalah 40% SKD dan 60% SKB.</p>
                </Prose>
              </Details>
              <Details variant="faq" summary="Apakah berkas dapat diganti?">
                <p>Dapat, sampai lamaran dikirim.</p>
              </Details>
              <Diff
                lang="id"
                changes={[
                  { label: 'Pendaftaran ditutup', before: '10 September 2026', after: '12 September 2026' },
                ]}
              />
            </Part>
            <Part id="garis" title="Garis dan matahari">
              <Steps
                lang="id"
                label="Langkah lamaran"
                steps={[
                  { label: 'Data diri', state: 'done', href: '#garis' },
                  { label: 'Pendidikan', state: 'now' },
                  { label: 'Berkas', state: 'next' },
                  { label: 'Kirim', state: 'next' },
                ]}
              />
              <Track
                boxed
                stages={STAGES}
                lang="id"
                label="Tahap seleksi"
                card={<p class="t-strong">Tahap 2 dari 6: Pendaftaran</p>}
              />
              <Columns variant="even">
                <Card title="Perjalanan lamaran" level={3}>
                  <Trace
                    lang="id"
                    items={[
                      { title: 'Lamaran dikirim', meta: '20 Agustus 2026', state: 'done' },
                      {
                        title: 'Berkas diperiksa',
                        meta: 'Panitia sudah memeriksa 64% lamaran',
                        state: 'now',
                        events: [{ time: <Time at={NOW} lang="id" style="time" />, text: 'Ijazah memenuhi' }],
                      },
                      { title: 'Hasil administrasi', meta: '7 September 2026', state: 'next' },
                    ]}
                  />
                </Card>
                <Card title="Batas waktu" level={3}>
                  <Due day="12" month="Sep" title="Pendaftaran ditutup" tone="act">
                    <p class="t-small t-muted">
                      <Time at="2026-09-12T17:00:00Z" lang="id" style="deadline" now={NOW} />
                    </p>
                  </Due>
                  <News
                    items={[
                      {
                        time: <Day date="2026-08-13" lang="id" short />,
                        title: <a href="#garis">Ralat ke-1</a>,
                        note: 'Yang berubah ditandai.',
                      },
                    ]}
                  />
                </Card>
              </Columns>
            </Part>
            <Charts />
            <Proofs />
            <Part id="saring" title="Saringan, kosong, menunggu">
              <Columns variant="filter">
                <Facets action="#saring" lang="id" active={1} clearHref="#saring">
                  <Facet title="Pendidikan">
                    <Checkbox name="p" id="p-d3" value="d3" label="D-3" count="41" checked />
                    <Checkbox name="p" id="p-s1" value="s1" label="S-1" count="88" />
                  </Facet>
                </Facets>
                <Grid min={15}>
                  <EmptyState
                    title="Belum ada lamaran"
                    level={3}
                    action={
                      <Button size="s" href="#saring">
                        Lihat lowongan
                      </Button>
                    }
                  >
                    Pilih satu lowongan untuk memulai.
                  </EmptyState>
                  <Waiting>Memuat hasil, 64 KB…</Waiting>
                </Grid>
              </Columns>
              <Row>
                <Sun label="sekarang" />
                <Mark />
              </Row>
              <PageTitleSample />
            </Part>
          </Stack>
        </div>
      </Wrap>
    </Layout>
  )
}

/** A page has one title; here it stands as a sample without being one. */
function PageTitleSample() {
  return <p class="t-lead">Judul halaman memakai PageTitle: judul, kalimat pembuka, dan tanda di atasnya.</p>
}
