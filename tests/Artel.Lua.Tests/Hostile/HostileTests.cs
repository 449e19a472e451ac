using System.Globalization;

namespace Artel.Lua.Tests.Hostile;

/// <summary>Alone in its time: what all states together hold has to be exact.</summary>
[CollectionDefinition(nameof(HostileTests), DisableParallelization = true)]
public sealed class HostileScriptsRunAlone;

/// <summary>
/// Each script of this folder tries to get out, or to use up what belongs to others. It ends as its head says, its neighbours answer
/// meanwhile, and all that it held is given back (statements 33, 77, 116).
/// </summary>
[Collection(nameof(HostileTests))]
public sealed class HostileTests
{
    public static TheoryData<string> Scripts => [.. HostileScript.Names];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task S033_S077_S116_a_hostile_script_ends_alone(string name)
    {
        var script = HostileScript.Read(name);
        await using var run = new HostileRun(script);
        var result = await run.RunAsync();
        switch (script.Ending)
        {
            case HostileEnding.Value:
                Assert.True(result.Error is null, $"it ended with an error: {result.Error?.Message}\n{result.Error?.ScriptStack}");
                Assert.Equal(script.Text, Convert.ToString(result.Value, CultureInfo.InvariantCulture));
                break;
            case HostileEnding.Error:
                Assert.True(result.Error is not null, $"it returned {result.Value}");
                Assert.Contains(script.Text, result.Error.Message, StringComparison.Ordinal);
                Assert.Equal(script.Kind, result.Error.Kind);
                break;
            default:
                Assert.Equal((ErrorKind.Canceled, "process terminated"), (result.Error!.Kind, result.Error.Message));
                break;
        }
    }

    [Fact]
    public void There_are_scripts() => Assert.True(HostileScript.Names.Count() >= 60);
}
