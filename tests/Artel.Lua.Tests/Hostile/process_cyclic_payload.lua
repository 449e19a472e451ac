-- expect: value same shape
-- Tables that hold themselves.
return function()
  local t = { {}, {} }
  t.self, t[1].up, t[2].other, t[t] = t, t, t[1], t
  process.send(process.pid(), "cycle", t)
  local got = process.inbox():receive():payload()
  return got.self == got and got[1].up == got and got[2].other == got[1] and got[got] == got and "same shape"
end
