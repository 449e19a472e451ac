-- expect: value weak keys alone are not allowed
-- The collector goes through a chain of weak keys once for each link, and can't be interrupted meanwhile.
return function()
  local ok, e = pcall(setmetatable, {}, { __mode = "k" })
  return not ok and e:match("weak keys alone are not allowed")
end
