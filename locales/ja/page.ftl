## What stands on the page whatever happens
live-status = ライブ状況
skip = 状況へ移動
language = 言語
updates = お知らせ
no-updates = お知らせはまだありません。
stock = 在庫
issues = 発生中の問題
no-issues = 現在わかっている問題はありません。
next-update-by = 次のお知らせ：{ $time }まで
overdue = 予定を過ぎています
automatic = 自動投稿
pinned = 固定表示
edited = { $time }に訂正
retracted = このお知らせは取り下げられました（{ $time }）。
affects = 影響：{ $parts }
join-waitlist = 入荷待ちに登録
join-waitlist-for = 入荷待ちに登録：{ $item }
restock = 再入荷予定：{ $time }
reload = 再読み込み
pause-updates = 更新を一時停止
times-in = 時刻：{ $zone }
product = ショップへ

## Times
when-today = { $time }
when-later = { $date } { $time }
moment-later = { $date } { $time }
your-time = お使いの地域の時刻で{ $time }
in-any-moment = まもなく
in-under-a-minute = あと1分未満
in-minutes = あと{ $m }分
in-hours = あと{ $h }時間
in-hours-minutes = あと{ $h }時間{ $m }分
in-days = あと{ $n }日
minutes-only = { $m }分
hours-only = { $h }時間
hours-minutes = { $h }時間{ $m }分

## How fresh it is
fresh-live = ライブ・計測：{ $age }
fresh-delayed = 遅延・計測：{ $age }
fresh-lost = 接続が切れました・{ $time }時点の情報です
fresh-paused = 更新を停止中・計測：{ $age }

## The state in one sentence
draft-preview = 下書きのプレビュー：一般には公開されていません
title-draft = このページは下書きです
title-scheduled = { $when }に開始します
title-scheduled-soon = まもなく開始します
title-release-scheduled = { $when }に発売します
title-release-scheduled-soon = まもなく発売します
title-draw-scheduled = { $when }に応募受付を開始します
title-draw-scheduled-soon = まもなく応募受付を開始します
title-waiting = 待機室が開いています。開始は{ $when }です
title-waiting-soon = 待機室が開いています
title-moving = 列は進んでいます
title-busy = 大変混み合っています
title-available = 発売中です
title-paused = 入場を一時停止しています
title-full = 列は満員です
title-sold-out = { $when }に完売しました
title-ended = このイベントは終了しました
title-entries-open = 応募は{ $when }に締め切ります
title-entries-open-until = 応募を受け付けています
title-entries-closed = 応募は締め切りました。抽選は{ $when }です
title-entries-closed-until = 応募は締め切りました
title-drawn = 抽選が行われました
title-stale = ただいまライブ情報を取得できません

## What else to know about it
about-draft = 運営だけが見られます。
about-full = ただいま空きがありません。
about-late-opening = 開始予定は{ $time }でしたが、まだ始まっていません。始まり次第、このページでお知らせします。
about-late-draw = 抽選の予定は{ $time }でしたが、まだ行われていません。行われ次第、このページでお知らせします。
about-stale-waiting = 最後の情報：{ $when }、待機室が開いていました。
about-stale-moving = 最後の情報：{ $when }、列は進んでいました。
about-stale-busy = 最後の情報：{ $when }、大変混み合っていました。
about-stale-full = 最後の情報：{ $when }、列は満員でした。
about-stale-paused = 最後の情報：{ $when }、入場を一時停止していました。

## What to do now
advice-scheduled = 再読み込みは不要です。このページは自動で更新されます。
advice-waiting = 待機室のタブを開いたままにしてください。このページは自動で更新されます。
advice-open = 順番を保つため、待機室のタブを開いたままにしてください。このページは自動で更新されます。
advice-available = なくなり次第終了します。完売したらここでお知らせします。
advice-paused = 順番は保たれています。何もする必要はありません。
advice-full = 数分後にもう一度お越しください。空きが出たらここでお知らせします。
advice-sold-out = 追加がある場合は、ここでお知らせします。
advice-sold-out-waitlist = 入荷待ちに登録すると、再入荷のお知らせが届きます。
advice-ended = ご参加ありがとうございました。
advice-entries-open = いつ応募しても、当選の確率は同じです。
advice-entries-closed = 抽選後、当選された方には直接ご連絡します。このページは自動で更新されます。
advice-drawn = 当選された方には直接ご連絡します。
advice-stale = 復旧に努めています。下の数字は古いものです。

## The wait
figure-range = { $low }–{ $high }
figure-range-hours = { $low } – { $high }
figure-under = { $n }未満
figure-up-to = 最長{ $n }
unit-minutes = 分（今から並ぶ場合の目安）
unit-hours = 今から並ぶ場合の目安
wait-under = 1分未満
wait-up-to = 最長{ $n }分
wait-range = 約{ $low }～{ $n }分
wait-range-hours = 約{ $low }～{ $high }
unknown-paused = ただいま入場を止めているため、待ち時間は表示しません。
unknown-stale = ライブ情報が戻るまで、待ち時間はわかりません。
unknown-full = ただいま列に並ぶことができません。
unknown-starting = 待ち時間を計測しています。まもなく表示されます。
unknown-no-rate = 入場の速さがわからないため、待ち時間を表示できません。
unknown-too-long = 待ち時間は12時間を超えています。
confidence-changing = 入場の速さが変わりつつあるため、待ち時間も変わることがあります。
confidence-announced = 知らされた速さによる目安です。入場はまだ確認されていません。
trend-shorter = 短くなっています
trend-steady = 変わりません
trend-longer = 長くなっています

## How the wait is known
how-link = 待ち時間の求め方
how-title = 待ち時間の求め方
how-lead = 表示している待ち時間は推定です。およそ5人に4人が、示した幅のあいだに入場します。待合室が数えた人数から、以下の決まりで計算しています。決まりは誰に対しても同じです。
how-count = 数えています
how-count-text = 待合室は数秒ごとに、並んでいる人数と、これまでに入場した人数を知らせます。あなたの待ち時間は、前にいる人数を1分あたりの入場人数で割ったものです。途中で列を離れる人がいると短くなるため、その人数も数えています。
how-change = 入場の速さが変わるとき
how-change-text = ショップが速さの変更や一時停止を知らせた場合は、すぐに反映します。知らせがない場合は、数えた人数が偶然の範囲かどうかを調べ、そうでなければ以前の速さを忘れます。小さな上下は偶然なので、待ち時間が本当に変わるまで数字は動きません。
how-range = 幅で示す理由
how-range-text = これからの入場の速さを正確に知ることは誰にもできません。以前の推定は、結果が出るまで一つひとつ追っています。実際の待ち時間が幅から外れると幅を広げ、収まっていると狭めます。
how-absent = 数字を示さないとき
how-absent-text = 入場が止まっているとき、列がいっぱいのとき、情報が古すぎるとき、入場の速さがわからないときは、数字を示さず、その理由を書きます。間違った数字より、数字がないほうがよいからです。
how-limits = わからないこと
how-limits-text = これから起こる一時停止や速さの低下があると、待ち時間は示したより長くなります。列の順番はショップの待合室が管理しており、このページからは見ることも変えることもできません。
how-formulas = 計算式
how-formula-wait = t：待ち時間。N：前にいる人数。r：1秒あたりの入場人数。h：待っている人のうち1秒あたりに列を離れる割合。誰も離れなければ t = N ÷ r。
how-formula-pace = 入場の速さ：最後に本当に変わってから後の、ある入場から別の入場までの人数を、その時間で割ったもの。知らされた速さは、これまで守られてきた分だけ重く見ます。
how-formula-change = 本当の変化：速さが一つだったとするより、二つだったとするほうが、数えた人数をはるかによく説明できること。φ：入場のばらつきが、一人ずつ偶然に起こる場合の何倍か。
how-formula-range = 幅。σ は、速さの誤差、入場の偶然、この1時間に速さがどれだけ変わったかを合わせたもの。k₁ と k₂ は以前の推定の結果から学びます。

## The line in figures
about-number = 約{ $n }
per-minute = 毎分{ $n }人
per-minute-few = 毎分{ $n }人未満
fact-entries = 応募数
fact-depth = 待っている人
fact-waiting = 待機中
fact-places = 定員{ $n }
fact-as-of = { $time }時点
fact-pace = 入場の速さ
fact-pace-note = この数分間
fact-trend = 待ち時間
fact-trend-note = 5分前と比べて

## Your place in line
place-label = ご自分の順番
place-ask = 待ち時間を見る
place-answer = { $place }番目：{ $wait }
place-later = 待ち時間がわかり次第、ここでご自分の待ち時間を確認できます。
place-not-a-number = 順番を数字で入力してください（例：{ $example }）。
place-beyond = 列の長さを超えています（待っている人：{ $people }）。番号をご確認ください。

## The course so far
history-title = これまでの推移
history-depth = 待っている人の数
history-wait = 並び始めた時点の待ち時間
history-most = 最大 { $value }
history-longest = 最長の時点：{ $value }
history-name = { $title }（{ $from }～{ $to }）
history-summary = 最初は{ $first }、最大は{ $most }（{ $time }）、直近は{ $last }です。
history-table = 数値を表で見る
history-time = 時刻

## Words beside things
severity-info = お知らせ
severity-notice = ご確認ください
severity-warning = ご注意ください
severity-critical = 重要
incident-investigating = 調査しています
incident-identified = 原因がわかりました
incident-monitoring = 対処済み、経過を見ています
incident-resolved = 解決しました
component-operational = 正常
component-degraded-performance = いつもより遅い
component-partial-outage = 一部で障害
component-major-outage = 停止中
component-under-maintenance = 作業中
stock-in-stock = 在庫あり
stock-low = 残りわずか
stock-low-count = 残り{ $n }点
stock-sold-out = 完売
stock-waitlist = 完売・入荷待ち受付中
stock-gone = 完売：{ $n }点

## The list of events, and what may go wrong on the way
index-title = イベント
index-nothing = 公開中のイベントはありません。
index-now = 開催中
index-soon = 開催予定
index-over = 終了
trouble-not-found = このページはありません
trouble-not-found-text = アドレスが間違っているか、イベントが公開されていません。列の順番には影響ありません。
trouble-gone = このイベントは終了しました
trouble-gone-text = このページは公開を終了しました。ご参加ありがとうございました。
trouble-unavailable = ただいまこのページを表示できません
trouble-unavailable-text = 1分ほどしてからもう一度お試しください。列の順番には影響ありません。
trouble-too-many = アクセスの回数が多すぎます
trouble-too-many-text = 1分ほどお待ちください。状況ページは開いたままで自動的に更新されます。
trouble-failed = こちらで問題が発生しました
trouble-failed-text = 記録しました。列の順番には影響ありません。
trouble-reference = お問い合わせの際はこの番号をお知らせください：{ $id }
trouble-way-back = すべてのイベント

## What shoppers take along: feeds, the calendar
take-away = ほかの方法で確認する
feed-atom = Atomフィード
feed-json = JSONフィード
calendar = カレンダー
feed-withdrawn = 取り下げ
feed-withdrawn-text = このお知らせは取り下げられました（{ $time }）。
calendar-opening = { $event }：開始
calendar-closing = { $event }：終了
calendar-entries-open = { $event }：応募受付開始
calendar-entries-close = { $event }：応募締め切り
calendar-draw = { $event }：抽選

## The report after the event
report-title = レポート
report-link = 当日の様子：レポート
report-description = 当日の様子：{ $event }
report-skip = レポートへ移動
report-back = イベントのページへ
report-period = { $date } { $from }～{ $to }
report-figures = 数字で見る
report-course = 推移
report-csv = CSV
report-json = JSON
report-at = { $time }
report-of = { $all }件中{ $n }件
percent = { $n }%
seconds-only = { $s }秒
report-peak-depth = 最も長かった列
report-arrived = 列に並んだ人数
report-arrived-note = 少なくともこの人数：途中でやめた人数は計測されていません。
report-admitted = 入場した人数
report-gave-up = 途中でやめた人数
report-pace = 1分あたりの入場者数
report-pace-note = 1分間の最多：{ $n }（{ $time }）
report-pace-course = 1分あたりの入場者数
report-wait-half = 半数の方の待ち時間（最長）
report-wait-nine = 10人中9人の待ち時間（最長）
report-wait-nineteen = 20人中19人の待ち時間（最長）
report-wait-note = 入場した{ $n }人について判明
report-within = 表示した待ち時間の範囲内に入場
report-within-note = 早かった：{ $sooner }・遅かった：{ $later }
report-cleared = 列がなくなるまで
report-handoff = ショップに到達
report-handoff-note = 到達せず：{ $n }
report-stale = 最新データのなかった時間
report-stale-note = 連続で最長{ $longest }
report-promises = 予告した時刻までに届いた続報
report-corrected = 訂正したお知らせ
report-unknown-no-line = 列はできませんでした。
report-unknown-never-opened = 不明：入場は始まりませんでした。
report-unknown-no-feed = 不明：計測データがありませんでした。
report-unknown-no-depth = 不明：待っていた人数が計測されていません。
report-unknown-no-admissions = 不明：入場した人数が計測されていません。
report-unknown-no-arrivals = 不明：列に並んだ人数が計測されていません。
report-unknown-no-leavers = 不明：途中でやめた人数が計測されていません。
report-unknown-several-depths = 不明：待っていた人数を複数の計測元が交互に報告していました。
report-unknown-nobody-admitted = 入場した方はいませんでした。
report-unknown-too-few = 不明：入場した方の半数未満についてしかわかりません。
report-unknown-nothing-shown = 不明：入場した方に待ち時間が表示されていませんでした。
report-unknown-not-cleared = 終了時にもまだお待ちの方がいました。
report-unknown-no-handoffs = 不明：ショップに到達した人数が計測されていません。
report-unknown-no-entries = 不明：応募数が計測されていません。
report-timeline = 経過
report-phase = 内容
report-lasted = 継続時間
report-reason = 理由
report-phase-draft = 下書き
report-phase-scheduled = 告知
report-phase-waiting = 待合室オープン
report-phase-open = 入場開始
report-phase-paused = 入場の一時停止
report-phase-ended = 終了
report-messages = お知らせ
report-message = お知らせ
report-remarks = 備考
report-withdrawn = { $time }に取り消し
report-promise-kept = 次のお知らせの予告：{ $time }まで（守られました）
report-promise-broken = 次のお知らせの予告：{ $time }まで（遅れました）
report-promise-open = 次のお知らせの予告：{ $time }まで
report-reactions = お知らせまでの時間
report-cause = 出来事
report-answer = 最初のお知らせまで
report-unanswered = お知らせなし
report-issue = 問題
report-stock = 完売
report-back-in-stock = 再入荷
report-nothing = ありません。
