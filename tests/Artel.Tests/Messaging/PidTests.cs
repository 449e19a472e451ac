using CsCheck;

namespace Artel.Tests.Messaging;

public sealed class PidTests
{
    [Fact]
    public void A_pid_and_its_text_are_the_same_address() =>
        Gen.Select(Gen.ULong, Gen.String[Gen.Char.AlphaNumeric, 1, 8]).Sample((unique, name) =>
        {
            var pid = new Pid("local", "app:" + name, unique);
            return Pid.TryParse(pid.ToString(), out var parsed) && parsed == pid && parsed.GetHashCode() == pid.GetHashCode();
        });

    [Theory]
    [InlineData("")]
    [InlineData("name")]
    [InlineData("{local@app:p}")]
    [InlineData("{local@|1.1}")]
    [InlineData("{@app:p|1.1}")]
    [InlineData("{local@app:p|}")]
    [InlineData("{local@app:p|1}")]
    [InlineData("{local@app:p|x.y}")]
    public void Other_text_is_no_pid(string text)
    {
        Assert.False(Pid.TryParse(text, out _));
        Assert.Contains("node@host|unique", Assert.Throws<FormatException>(() => Pid.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_text_never_throws() => Gen.String.Sample(static text => Pid.TryParse(text, out _) || true);
}
