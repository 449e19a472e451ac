-- expect: value 0
-- Nothing, 2^62 times.
return function()
  return #(""):rep(1 << 62) + #(""):rep(1 << 62, "")
end
