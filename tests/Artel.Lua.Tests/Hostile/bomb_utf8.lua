-- expect: value as it should
-- Bad data.
return function()
  for _, s in ipairs { "\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x80", "\xe2\x82", ("\x80"):rep(1e5) } do
    assert(utf8.len(s) == nil and not pcall(utf8.codepoint, s, 1, -1))
    assert(not pcall(function() for p, c in utf8.codes(s) do end end))
    pcall(utf8.offset, s, 1 << 62)
    pcall(utf8.offset, s, -5, 1)
    process.send(process.pid(), "bytes", s, { [s] = s })
  end
  assert(not pcall(utf8.len, "abc", 5) and not pcall(utf8.char, 1 << 40) and utf8.len("\u{7FFFFFFF}", 1, -1, true) == 1)
  assert(process.inbox():receive():payload()[1] == "\xff")
  return "as it should"
end
