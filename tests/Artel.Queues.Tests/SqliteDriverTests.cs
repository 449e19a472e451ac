using Artel.Queues.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Artel.Queues.Tests;

/// <summary>The contract over a file.</summary>
public sealed class SqliteDriverTests : DriverContract
{
    private readonly FakeTimeProvider _time = new();
    private readonly TemporaryFolder _folder = new();

    /// <summary>The file of the program that runs; another one after each crash.</summary>
    private string _path;

    public SqliteDriverTests() => _path = Path.Combine(_folder.Path, "queues.db");

    protected override ValueTask<IQueueDriver> CreateAsync() => new(new SqliteQueueDriver(_path, _time));

    protected override void Pass(TimeSpan time) => _time.Advance(time);

    /// <summary>The file and its log as they are at this moment are what a crash leaves behind.</summary>
    protected override async ValueTask CrashAsync(IQueueDriver driver)
    {
        var left = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.db");
        foreach (var suffix in new[] { "", "-wal" })
        {
            if (File.Exists(_path + suffix))
                File.Copy(_path + suffix, left + suffix);
        }

        _path = left;
        await driver.DisposeAsync();
    }

    protected override ValueTask CleanUpAsync()
    {
        _folder.Dispose();
        return default;
    }
}
