(function () {
  'use strict';
  var root = document.getElementById('root');
  function esc(text) { var d = document.createElement('div'); d.textContent = text == null ? '' : String(text); return d.innerHTML.replace(/"/g, '&quot;'); }
  function get(url) { return fetch(url).then(function (r) { if (!r.ok) { throw new Error(r.status); } return r.json(); }); }
  function nav(items) {
    return items.map(function (i) {
      return '<li class="ant-menu-item"><a href="' + esc(i.href) + '">' + esc(i.label) + '</a>' + (i.children.length ? '<ul class="ant-menu-sub">' + nav(i.children) + '</ul>' : '') + '</li>';
    }).join('');
  }
  function contact(c) {
    if (!c) { return ''; }
    return '<p>Địa chỉ: ' + esc(c.address) + '</p><p>Điện thoại: ' + esc(c.phone) + '</p>' + (c.fax ? '<p>Fax: ' + esc(c.fax) + '</p>' : '') + '<p>Email: ' + esc(c.email) + '</p>' + (c.responsible ? '<p>Chịu trách nhiệm nội dung: ' + esc(c.responsible) + ' - ' + esc(c.title) + '</p>' : '');
  }
  function row(e) {
    if (e.kind === 'documents') {
      return '<tr class="ant-table-row"><td>' + esc(e.number) + '</td><td><a href="' + esc(e.href) + '">' + esc(e.title) + '</a></td>' + cell(e.issued) + cell(e.posted) + '<td>' + (e.file ? '<a href="' + esc(e.file) + '">Tải về</a>' : '') + '</td></tr>';
    }
    if (e.kind === 'questions') {
      return '<div class="qa"><h4><a href="' + esc(e.href) + '">' + esc(e.title) + '</a></h4><p>' + esc(e.asker) + (e.asked ? ' - Ngày hỏi: ' + esc(e.asked) : '') + '</p>' + (e.answered ? '<p>Trả lời' + (e.posted ? ' ngày ' + esc(e.posted) : '') + ': ' + esc(e.answer) + '</p>' : '<p>Chưa trả lời</p>') + '</div>';
    }
    return '<div class="ant-list-item"><a href="' + esc(e.href) + '">' + esc(e.title) + '</a><span class="time">' + esc(e.stamp || e.posted) + '</span><p>' + esc(e.lead) + '</p></div>';
  }
  function cell(text) { return text ? '<td>' + esc(text) + '</td>' : ''; }
  function list(v) {
    var rows = v.entries.map(row).join('');
    if (v.kind !== 'documents') { return '<div id="list">' + (rows || '<p>Chưa có dữ liệu</p>') + '</div>'; }
    return '<table class="ant-table"><thead><tr><th>Số ký hiệu</th><th>Trích yếu</th>' + (v.columns.indexOf('issued') >= 0 ? '<th>Ngày ban hành</th>' : '') + (v.columns.indexOf('posted') >= 0 ? '<th>Ngày đăng</th>' : '') + '<th>Tệp</th></tr></thead><tbody id="list">' + (rows || '<tr><td colspan="5">Chưa có dữ liệu</td></tr>') + '</tbody></table>';
  }
  function more(v, base) {
    return v.pager && v.pager.next ? '<button class="ant-btn xem-them" data-url="' + esc(base + '?trang=' + v.pager.next) + '" data-base="' + esc(base) + '">Xem thêm</button>' : '';
  }
  function fields(e) {
    var names = [['Số ký hiệu', e.number], ['Loại văn bản', e.type], ['Cơ quan ban hành', e.authority], ['Người ký', e.kind === 'documents' ? e.signer : ''], ['Ngày ban hành', e.issued], ['Ngày hiệu lực', e.effective], ['Ngày đăng', e.kind === 'questions' ? '' : e.stamp], ['Ngày hỏi', e.asked]];
    return '<table class="ant-descriptions">' + names.filter(function (n) { return n[1]; }).map(function (n) { return '<tr><th>' + n[0] + '</th><td>' + esc(n[1]) + '</td></tr>'; }).join('') + '</table>';
  }
  function tree(items) { return '<ul>' + items.map(function (i) { return '<li><a href="' + esc(i.href) + '">' + esc(i.label) + '</a>' + (i.children && i.children.length ? tree(i.children) : '') + '</li>'; }).join('') + '</ul>'; }
  function body(v, base) {
    if (v.kind === 'home') {
      return v.blocks.map(function (b) { return '<section><h2><a href="' + esc(b.href) + '">' + esc(b.label) + '</a></h2><ul>' + b.entries.map(function (e) { return '<li><a href="' + esc(e.href) + '">' + esc(e.title) + '</a> <small>' + esc(e.posted) + '</small></li>'; }).join('') + '</ul></section>'; }).join('');
    }
    if (v.entry) {
      return '<h1>' + esc(v.entry.title) + '</h1>' + fields(v.entry) + (v.entry.body || []).map(function (p) { return '<p>' + esc(p) + '</p>'; }).join('') + (v.entry.answered ? '<p>Trả lời' + (v.entry.posted ? ' ngày ' + esc(v.entry.posted) : '') + ': ' + esc(v.entry.answer) + '</p>' : '') + (v.entry.file ? '<p><a href="' + esc(v.entry.file) + '">' + esc(v.entry.file_name) + '</a></p>' : '');
    }
    if (v.kind === 'contact') { return '<h1>' + esc(v.title) + '</h1><p><b>' + esc(v.org) + '</b></p>' + contact(v.contacts); }
    if (v.kind === 'sitemap') { return '<h1>' + esc(v.title) + '</h1>' + tree(v.groups); }
    if (v.kind === 'hub') { return '<h1>' + esc(v.title) + '</h1>' + v.groups.map(function (g) { return '<p><a href="' + esc(g.href) + '">' + esc(g.label) + '</a></p>'; }).join(''); }
    if (v.text.length) { return '<h1>' + esc(v.title) + '</h1>' + v.text.map(function (p) { return '<p>' + esc(p) + '</p>'; }).join(''); }
    return '<h1>' + esc(v.title) + '</h1>' + list(v) + more(v, base);
  }
  function draw(frame, v, base) {
    document.title = v.title + ' - ' + frame.org;
    var crumbs = v.crumbs.map(function (c) { return ' / <a href="' + esc(c.href) + '">' + esc(c.label) + '</a>'; }).join('');
    root.innerHTML = '<div class="ant-layout"><header class="ant-layout-header"><a class="logo" href="/">' + esc(frame.org) + '</a><span class="clock">' + esc(frame.clock) + '</span><nav><ul class="ant-menu ant-menu-horizontal" role="menu"><li class="ant-menu-item"><a href="/">Trang chủ</a></li>' + nav(frame.menu) + '</ul></nav></header><div class="ant-breadcrumb"><a href="/">Trang chủ</a>' + crumbs + '</div><main class="ant-layout-content">' + body(v, base) + '</main><aside><h3>Tin mới</h3><ul>' + frame.sidebar.map(function (e) { return '<li><a href="' + esc(e.href) + '">' + esc(e.title) + '</a> ' + esc(e.posted) + '</li>'; }).join('') + '</ul><p>Lượt truy cập: ' + frame.counter.all + '</p></aside><footer class="ant-layout-footer"><b>' + esc(frame.org) + '</b>' + contact(frame.footer) + '<p><a href="' + esc(frame.sitemap) + '">Sơ đồ cổng</a></p><p>© ' + frame.year + '</p></footer></div>' + frame.traps.map(function (t) { return '<img src="' + esc(t) + '" width="1" height="1" alt="">'; }).join('');
  }
  function api() {
    var parts = location.pathname.split('/').filter(Boolean);
    if (parts[0] === 'bai-viet' && parts.length === 3) { return '/api/bai-viet/' + parts[2]; }
    if (parts[0] === 'chuyen-muc' && parts.length === 2) { return '/api/chuyen-muc/' + parts[1]; }
    return parts.length ? null : '/api/chuyen-muc/trang-chu';
  }
  document.addEventListener('click', function (event) {
    var button = event.target.closest('.xem-them');
    if (!button) { return; }
    get(button.dataset.url).then(function (v) {
      document.getElementById('list').insertAdjacentHTML('beforeend', v.entries.map(row).join(''));
      if (v.pager && v.pager.next) { button.dataset.url = button.dataset.base + '?trang=' + v.pager.next; } else { button.remove(); }
    });
  });
  get('/api/khung').then(function (frame) {
    var base = api();
    var url = base && base.indexOf('/api/chuyen-muc/') === 0 ? base + '?trang=1' : base;
    (url ? get(url) : Promise.reject(new Error('404'))).then(function (v) { draw(frame, v, base); }, function () {
      draw(frame, {kind: 'message', title: 'Không tìm thấy', crumbs: [], text: ['Không tìm thấy trang bạn yêu cầu'], entries: []}, '');
    });
  });
})();
