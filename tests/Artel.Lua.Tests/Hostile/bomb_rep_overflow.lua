-- expect: error Unknown resulting string too large
return function()
  local s = ("xx"):rep(math.maxinteger)
end
